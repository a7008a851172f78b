import { describe, expect, it } from 'vitest';
import { firstRecord } from '../../lib/ingest/first-record';
import { listRejects } from '../../lib/ingest/list-rejects';
import { listSources } from '../../lib/ingest/list-sources';
import { readRecord } from '../../lib/ingest/read-record';
import { ingestPool } from '../../lib/platform/db';
import { tenantTx } from '../../lib/platform/tx';
import { newTenant, withDatabase } from '../support/database';
import { ndjson, newSource, processStart, send } from './sender';

withDatabase();

const TABLES = ['chunk', 'activity_segment', 'detection', 'fact', 'reject', 'accepted_batch', 'source', 'ingest_token', 'ingest_cursor'] as const;
const encoded = processStart(1, { Image: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe', CommandLine: 'powershell.exe -NoP -W Hidden -Enc SQBFAFgAIAAoAE4AZQB3AC0A' });

async function tenantWithData() {
  const tenant = await newTenant();
  const source = await newSource(tenant.tenantId);
  const answer = await send(source, `${ndjson([encoded])}{"broken\n`);
  return { ...tenant, source, answer };
}

describe('a tenant never sees another\'s received data', () => {
  it('the database itself hides every row from statements of another tenant, and from those that name none', async () => {
    const own = await tenantWithData();
    const other = await newTenant();
    const rowsSeenBy = (tenantId: number) => tenantTx(tenantId, async (tx) => {
      const seen: Record<string, number> = {};
      seen['chunk'] = (await tx.$queryRaw<unknown[]>`SELECT 1 FROM chunk`).length;
      seen['activity_segment'] = (await tx.$queryRaw<unknown[]>`SELECT 1 FROM activity_segment`).length;
      seen['detection'] = (await tx.$queryRaw<unknown[]>`SELECT 1 FROM detection`).length;
      seen['fact'] = (await tx.$queryRaw<unknown[]>`SELECT 1 FROM fact`).length;
      seen['reject'] = (await tx.$queryRaw<unknown[]>`SELECT 1 FROM reject`).length;
      seen['accepted_batch'] = (await tx.$queryRaw<unknown[]>`SELECT 1 FROM accepted_batch`).length;
      seen['source'] = (await tx.$queryRaw<unknown[]>`SELECT 1 FROM source`).length;
      seen['ingest_token'] = (await tx.$queryRaw<unknown[]>`SELECT 1 FROM ingest_token`).length;
      seen['ingest_cursor'] = (await tx.$queryRaw<unknown[]>`SELECT 1 FROM ingest_cursor`).length;
      return seen;
    });
    const ownRows = await rowsSeenBy(own.tenantId);
    for (const table of TABLES) expect(ownRows[table], table).toBeGreaterThan(0);
    const hidden = Object.fromEntries(TABLES.map((table) => [table, 0]));
    expect(await rowsSeenBy(other.tenantId)).toEqual(hidden);
    expect(await rowsSeenBy(0)).toEqual(hidden);
  });

  it('neither by the address of a record nor by the number of a source', async () => {
    const own = await tenantWithData();
    const other = await newTenant();
    expect((await readRecord(own.ctx(), own.answer.chunk)).text).toBe(JSON.stringify(encoded));
    await expect(readRecord(other.ctx(), own.answer.chunk)).rejects.toMatchObject({ code: 'not_found' });
    expect(await listSources(other.ctx())).toEqual([]);
    expect(await listRejects(other.ctx(), own.source.sourceId)).toEqual({ items: [], open: 0, next: null });
    expect(await firstRecord(other.ctx(), own.source.sourceId)).toBeUndefined();
  });

  it('the writer of received data may insert and nothing else', async () => {
    const own = await tenantWithData();
    for (const statement of ['SELECT * FROM activity_segment', 'DELETE FROM chunk', "UPDATE detection SET level = 0", 'SELECT * FROM alert', 'SELECT * FROM ingest_token', 'TRUNCATE fact']) {
      await expect(ingestPool().query(statement), statement).rejects.toMatchObject({ code: '42501' });
    }
    expect(await listSources(own.ctx())).toMatchObject([{ stored: 1 }]);
  });
});
