import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { acceptBatch } from '@/lib/ingest/accept-batch';
import { systemClock, utcDay } from '@/lib/platform/clock';
import { log } from '@/lib/platform/log';
import { applyRetention } from '@/lib/retention/apply-retention';
import { getRetention } from '@/lib/retention/get-retention';
import { setRetention } from '@/lib/retention/set-retention';
import { ndjson, newSource, processStart } from '../../ingest/sender';
import { newTenant, withDatabase, type TestTenant } from '../../support/database';

const db = withDatabase();
const daysAgo = (days: number): Date => new Date(Date.now() - days * 86_400_000);

/** Records that were received so many days ago. */
async function receive({ tenantId, ctx }: TestTenant, days: number): Promise<void> {
  const { sourceId } = await newSource(tenantId);
  await db.sql('SELECT ensure_partitions($1::date, 1)', [utcDay(daysAgo(days))]);
  const body = new TextEncoder().encode(ndjson([processStart(1), processStart(2, { CommandLine: 'wevtutil cl Security', Image: 'C:\\Windows\\System32\\wevtutil.exe' }), 'no record']));
  await acceptBatch({ ...ctx(), actor: { kind: 'source', id: sourceId, name: 'PCs' }, clock: { now: () => daysAgo(days) } }, { format: 'auto', readBody: async () => body });
}

const count = async (table: string, tenantId: number): Promise<number> => (await db.sql<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE tenant_id = $1`, [tenantId]))[0]?.n ?? -1;
const partitionExists = async (table: string, days: number): Promise<boolean> =>
  (await db.sql('SELECT 1 FROM pg_class WHERE relname = $1', [`${table}_${utcDay(daysAgo(days)).replaceAll('-', '')}`])).length > 0;
const apply = () => applyRetention({ clock: systemClock, log });

describe('retention', () => {
  let careful: TestTenant, brief: TestTenant;
  beforeAll(async () => {
    [careful, brief] = [await newTenant(), await newTenant()];
    for (const tenant of [careful, brief]) for (const days of [700, 30, 2]) await receive(tenant, days);
    await setRetention(careful.ctx(), { recordDays: 40, detectionDays: 40 });
    await setRetention(brief.ctx(), { recordDays: 10, detectionDays: 35 });
    expect(await apply()).toMatchObject({ waiting: 0 });
  });

  it('drops the partitions of a day that no tenant keeps', async () => {
    for (const table of ['chunk', 'detection', 'reject']) expect(await partitionExists(table, 700)).toBe(false);
  });

  it('deletes a tenant\'s records after its own days and keeps them for a tenant that keeps longer', async () => {
    expect([await count('chunk', careful.tenantId), await count('chunk', brief.tenantId)]).toEqual([2, 1]);
    expect([await count('reject', careful.tenantId), await count('reject', brief.tenantId)]).toEqual([2, 1]);
  });

  it('keeps detections longer than records', async () => {
    expect(await count('detection', careful.tenantId)).toBe(2);
    expect(await count('detection', brief.tenantId)).toBe(2);
  });

  it('finds nothing more to do when it runs again', async () => {
    expect(await apply()).toEqual({ dropped: 0, deletedRows: 0, waiting: 0 });
  });

  it('waits for a partition that is being read, and takes it at the next run', async () => {
    const late = await newTenant();
    await receive(late, 600);
    const reader = new pg.Client({ connectionString: db.url() });
    await reader.connect();
    try {
      await reader.query('BEGIN; LOCK TABLE chunk IN ACCESS SHARE MODE');
      expect((await apply()).waiting).toBeGreaterThan(0);
    } finally {
      await reader.end();
    }
    expect(await apply()).toMatchObject({ waiting: 0 });
    expect(await partitionExists('chunk', 600)).toBe(false);
  });

  it('cannot be asked to forget a day that has not ended, whatever day the caller names', async () => {
    const before = await count('chunk', careful.tenantId);
    await db.sql('SELECT forget_partition($1, $2::date)', [`chunk_${utcDay(new Date()).replaceAll('-', '')}`, '2999-01-01']);
    expect(await count('chunk', careful.tenantId)).toBe(before);
  });
});

describe('the days of retention', () => {
  it('are 90 for records and 460 for detections until somebody decides', async () => {
    expect(await getRetention((await newTenant()).ctx())).toEqual({ recordDays: 90, detectionDays: 460 });
  });

  it('are set by an administrator, with an entry in the audit trail', async () => {
    const { ctx, tenantId } = await newTenant();
    await setRetention(ctx(), { recordDays: 30, detectionDays: 365 });
    expect(await getRetention(ctx('Analyst'))).toEqual({ recordDays: 30, detectionDays: 365 });
    const [entry] = await db.sql<{ before: unknown; after: unknown }>('SELECT before, after FROM audit WHERE tenant_id = $1 AND action = $2', [tenantId, 'retention.set']);
    expect(entry).toEqual({ before: { recordDays: 90, detectionDays: 460 }, after: { recordDays: 30, detectionDays: 365 } });
  });

  it.each(['Operator', 'Analyst', 'Auditor', 'SOAR'] as const)('are not set by the role %s', async (role) => {
    await expect(setRetention((await newTenant()).ctx(role), { recordDays: 30, detectionDays: 365 })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it.each([[{ recordDays: 0, detectionDays: 10 }], [{ recordDays: 20, detectionDays: 10 }], [{ recordDays: 1.5, detectionDays: 10 }], [{ recordDays: 10, detectionDays: 3651 }], [{}]])('are refused: %j', async (input) => {
    await expect(setRetention((await newTenant()).ctx(), input)).rejects.toMatchObject({ code: 'bad_request' });
  });
});
