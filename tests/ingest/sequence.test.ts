import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { POST } from '../../app/api/ingest/events/route';
import { GET } from '../../app/api/ingest/status/route';
import { newToken } from '../../lib/access/tokens';
import type { IngestStatus } from '../../lib/ingest/model';
import { tenantTx } from '../../lib/platform/tx';
import { newTenant, withDatabase } from '../support/database';
import { ndjson, newSource, processStart, send } from './sender';

const database = withDatabase();

async function status(token: string): Promise<{ code: number; body: IngestStatus }> {
  const response = await GET(new Request('http://localhost/api/ingest/status', { headers: { authorization: `Bearer ${token}` } }), { params: Promise.resolve({}) });
  return { code: response.status, body: (await response.json()) as IngestStatus };
}

describe('chunk sequences of a tenant', () => {
  it('have no gaps, and become visible in order, while many commit at once and some fail', async () => {
    const { tenantId } = await newTenant();
    const sources = await Promise.all(Array.from({ length: 4 }, () => newSource(tenantId)));
    let done = false;
    let looks = 0;
    const watching = (async () => {
      while (!done) {
        const seen = (await database.sql<{ sequence: string }>('SELECT sequence FROM chunk WHERE tenant_id = $1 ORDER BY sequence', [tenantId])).map((row) => Number(row.sequence));
        expect(seen).toEqual(seen.map((_, i) => i + 1));
        looks++;
      }
    })();
    for (let round = 0; round < 8; round++) {
      const shared = ndjson([processStart(round), processStart(round + 100)]);
      // The same body twice from one source: one of the two transactions is rolled back in the middle of the others.
      await Promise.all([...sources, ...sources.slice(0, 1)].map((source) => send(source, shared)));
    }
    done = true;
    await watching;
    expect(looks).toBeGreaterThan(0);
    const rows = await database.sql<{ sequence: string }>('SELECT sequence FROM chunk WHERE tenant_id = $1 ORDER BY sequence', [tenantId]);
    expect(rows.map((row) => Number(row.sequence))).toEqual(Array.from({ length: 32 }, (_, i) => i + 1));
    expect(await database.sql('SELECT last_sequence FROM ingest_cursor WHERE tenant_id = $1', [tenantId])).toEqual([{ last_sequence: '32' }]);
  });

  it('every commit wakes who listens, by tenant', async () => {
    const listener = new pg.Client({ connectionString: database.url() });
    await listener.connect();
    await listener.query('LISTEN yagura_ingested');
    const heard = new Promise<string | undefined>((resolve) => listener.once('notification', ({ payload }) => resolve(payload)));
    const { tenantId } = await newTenant();
    await send(await newSource(tenantId), ndjson([processStart(1)]));
    expect(await heard).toBe(String(tenantId));
    await listener.end();
  });
});

describe('GET /api/ingest/status', () => {
  it('counts what correlation has not read, for an ingest token and for an API key; 0 when all is through', async () => {
    const { tenantId } = await newTenant();
    const source = await newSource(tenantId);
    expect(await status(source.token)).toEqual({ code: 200, body: { storedSequence: 0, correlatedSequence: 0, pending: 0, lagSeconds: 0 } });
    await send(source, ndjson([processStart(1)]));
    await send(source, ndjson([processStart(2)]));
    await database.sql("UPDATE chunk SET received_at = received_at - interval '90 seconds' WHERE tenant_id = $1 AND sequence = 2", [tenantId]);
    await tenantTx(tenantId, (tx) => tx.correlationCursor.create({ data: { tenantId, lastSequence: 1n } }));
    const key = newToken('ygk', tenantId);
    await tenantTx(tenantId, (tx) => tx.apiKey.create({ data: { tenantId, hash: new Uint8Array(key.hash), prefix: key.prefix, name: 'siem', role: 'SIEM' } }));
    for (const token of [source.token, key.text]) {
      const { code, body } = await status(token);
      expect({ code, ...body }).toMatchObject({ code: 200, storedSequence: 2, correlatedSequence: 1, pending: 1 });
      expect(body.lagSeconds).toBeGreaterThanOrEqual(90);
    }
    await tenantTx(tenantId, (tx) => tx.correlationCursor.update({ where: { tenantId }, data: { lastSequence: 2n } }));
    expect((await status(source.token)).body).toMatchObject({ pending: 0, lagSeconds: 0 });
  });

  it('refuses who has no token', async () => {
    expect((await status('nonsense')).code).toBe(401);
  });
});

describe('receipt on a day without a partition', () => {
  it('makes it and stores', async () => {
    const { tenantId } = await newTenant();
    const source = await newSource(tenantId);
    await database.sql(`DO $$ DECLARE part regclass; BEGIN
      FOR part IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent IN ('chunk'::regclass, 'activity_segment'::regclass, 'detection'::regclass, 'fact'::regclass, 'reject'::regclass)
      LOOP EXECUTE 'DROP TABLE ' || part; END LOOP; END $$`);
    const request = () => new Request('http://localhost/api/ingest/events', { method: 'POST', headers: { authorization: `Bearer ${source.token}` }, body: ndjson([processStart(1)]) });
    expect((await POST(request(), { params: Promise.resolve({}) })).status).toBe(200);
    expect(await database.sql('SELECT sum(rows)::int AS n FROM activity_segment WHERE tenant_id = $1', [tenantId])).toEqual([{ n: 1 }]);
  });
});
