import type pg from 'pg';
import { correlateTenant } from '../../lib/alerts/correlate-tenant';
import { acceptBatch } from '../../lib/ingest/accept-batch';
import { systemClock } from '../../lib/platform/clock';
import { FACT_KIND } from '../../lib/engine/correlate/fact-code';
import type { Context } from '../../lib/platform/context';
import { log } from '../../lib/platform/log';
import { createSource } from '../../lib/settings/create-source';
import { createTenant } from '../../lib/users/create-tenant';
import { bodyOf } from './records';

const BODY_RECORDS = 1_000;

/** A tenant on a real database: records go in by the ingest door's verb, correlation is stepped by hand. */
export class BenchTenant {
  private constructor(private readonly job: Context, private readonly sender: Context, private readonly client: pg.Client) {}

  static async create(client: pg.Client): Promise<BenchTenant> {
    const system: Context = { tenantId: 0, actor: { kind: 'job', name: 'bench' }, clock: systemClock, log, requestId: 'bench' };
    const { id } = await createTenant(system, { name: `Bench ${Math.floor(performance.now())}` });
    const job = { ...system, tenantId: id };
    const source = await createSource(job, { name: 'Endpoints', product: 'windows' });
    return new BenchTenant(job, { ...job, actor: { kind: 'source', id: source.id, name: source.name } }, client);
  }

  /** Stores records; detections counted as stored, a row per record. */
  async ingest(lines: readonly string[], bodyRecords = BODY_RECORDS): Promise<number> {
    const before = await this.count('detection');
    for (let at = 0; at < lines.length; at += bodyRecords) {
      const part = lines.slice(at, at + bodyRecords), bytes = bodyOf(part), body = new Uint8Array(bytes.length);
      body.set(bytes);
      const { stored } = await acceptBatch(this.sender, { format: 'windows', readBody: async (take) => { take(body.length); return body; } });
      if (stored !== part.length) throw new Error(`${part.length} records were sent, ${stored} stored`);
    }
    return (await this.count('detection')) - before;
  }

  /** Steps until nothing is pending; ms. */
  async correlateAll(): Promise<number> {
    const started = performance.now();
    while ((await correlateTenant(this.job)) !== 'idle');
    return performance.now() - started;
  }

  async count(table: 'detection' | 'signal' | 'alert'): Promise<number> {
    const { rows } = await this.client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE tenant_id = $1`, [this.job.tenantId]);
    return rows[0]?.n ?? 0;
  }

  /** Sum of the counts of all signals of one endpoint. */
  async countOn(endpointKey: string): Promise<{ signals: number; count: number }> {
    const { rows } = await this.client.query<{ signals: number; count: number }>('SELECT count(*)::int AS signals, coalesce(sum(count), 0)::int AS count FROM signal WHERE tenant_id = $1 AND endpoint_key = $2', [this.job.tenantId, endpointKey]);
    return rows[0] ?? { signals: 0, count: 0 };
  }

  /** Makes the stored history `days` days longer with copies of what is stored now: as many detections, signals and facts a day, received and observed in the past. */
  async growHistory(days: number): Promise<void> {
    const { tenantId } = this.job;
    await this.client.query('SELECT ensure_partitions(current_date - $1::int, $1::int)', [days]);
    await this.copyDays('detection', { received_day: 'received_day - d.n', received_at: "received_at - d.n * interval '1 day'", observed_at: "observed_at - d.n * interval '1 day'" }, days);
    await this.copyDays('chunk', { received_day: 'received_day - d.n', received_at: "received_at - d.n * interval '1 day'", first_observed: "first_observed - d.n * interval '1 day'", last_observed: "last_observed - d.n * interval '1 day'", sequence: '0', blocks: "''", spans: "''", content: "''" }, days);
    // Addresses keep their keys, as in life; everything else has new ones every day.
    await this.copyDays('fact', { received_day: 'received_day - d.n', observed_at: "observed_at - d.n * interval '1 day'", key_hash: `CASE kind WHEN ${FACT_KIND.address} THEN key_hash ELSE hashint8extended(key_hash, d.n) END` }, days);
    await this.copyDays('signal', { key: "key || '#' || d.n", first_seen: "first_seen - d.n * interval '1 day'", last_seen: "last_seen - d.n * interval '1 day'", alert_id: 'NULL', group_key: 'NULL' }, days);
    await this.client.query('ANALYZE');
    log.debug({ tenantId, days }, 'history made longer');
  }

  private async copyDays(table: string, changed: Readonly<Record<string, string>>, days: number): Promise<void> {
    const { rows } = await this.client.query<{ name: string }>("SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum", [table]);
    const names = rows.map(({ name }) => `"${name}"`).join(', '), values = rows.map(({ name }) => changed[name] ?? `t."${name}"`).join(', ');
    await this.client.query(`INSERT INTO ${table} (${names}) SELECT ${values} FROM ${table} t, generate_series(1, ${days}) AS d(n) WHERE t.tenant_id = $1`, [this.job.tenantId]);
  }
}
