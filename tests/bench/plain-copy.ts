import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

const TABLE = 'bench_plain';
const COPY = `COPY ${TABLE} (tenant_id, observed_at, endpoint_key, record) FROM STDIN (FORMAT text)`;

export interface PlainCopy { recordsPerSecond: number; bytesPerRecord: number }

function rows(lines: readonly string[]): Buffer {
  return Buffer.from(lines.map((line) => {
    const { EventTime, Hostname } = JSON.parse(line) as { EventTime: string; Hostname: string };
    return `1\t${EventTime}\t${Hostname.toLowerCase()}\t${line.replaceAll('\\', '\\\\')}\n`;
  }).join(''));
}

/**
 * The least that keeps and finds the same records in the same database: COPY of each as jsonb into a table with two indexes, a transaction per batch.
 * Rows are ready before the clock starts.
 */
export async function plainCopy(url: string, batches: readonly (readonly string[])[], connections: number): Promise<PlainCopy> {
  const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  const [admin] = clients;
  if (!admin) throw new Error('a connection is needed');
  try {
    await admin.query(`CREATE TABLE ${TABLE} (tenant_id int NOT NULL, observed_at timestamptz(3) NOT NULL, endpoint_key text, record jsonb NOT NULL)`);
    await admin.query(`CREATE INDEX ON ${TABLE} (tenant_id, observed_at)`);
    await admin.query(`CREATE INDEX ON ${TABLE} (tenant_id, endpoint_key, observed_at)`);
    await admin.query('CHECKPOINT');
    const ready = batches.map(rows);
    const records = batches.reduce((sum, batch) => sum + batch.length, 0);
    const started = performance.now();
    await Promise.all(clients.map(async (client) => {
      for (let body = ready.shift(); body; body = ready.shift()) {
        await client.query('BEGIN');
        await pipeline(Readable.from([body]), client.query(copyFrom(COPY)));
        await client.query('COMMIT');
      }
    }));
    const seconds = (performance.now() - started) / 1000;
    const { rows: size } = await admin.query<{ stored: number; bytes: number }>(`SELECT count(*)::int AS stored, pg_total_relation_size('${TABLE}')::float8 AS bytes FROM ${TABLE}`);
    if (size[0]?.stored !== records) throw new Error(`plain COPY stored ${size[0]?.stored} of ${records}`);
    return { recordsPerSecond: records / seconds, bytesPerRecord: size[0].bytes / records };
  } finally {
    await admin.query(`DROP TABLE IF EXISTS ${TABLE}`);
    await Promise.all(clients.map((client) => client.end()));
  }
}
