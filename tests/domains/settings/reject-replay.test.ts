import { describe, expect, it } from 'vitest';
import { getSourceReject } from '@/lib/ingest/get-source-reject';
import { getSourceStats } from '@/lib/ingest/get-source-stats';
import { listRejects } from '@/lib/ingest/list-rejects';
import { replayRejects } from '@/lib/ingest/replay-rejects';
import { isReadable, replayFormat } from '@/lib/ingest/replay-readable';
import { ndjson, newSource, post, processStart, send, type TestSource } from '../../ingest/sender';
import { newTenant, withDatabase, type TestTenant } from '../../support/database';

const db = withDatabase();

/** Two records that no reader understands, and one that only its sender's claim about the format made unreadable. */
async function withRejects(): Promise<{ tenant: TestTenant; source: TestSource }> {
  const tenant = await newTenant(), source = await newSource(tenant.tenantId);
  await send(source, `${ndjson([processStart(1)])}{"broken\n`);
  await mendLater(source);
  return { tenant, source };
}

/** A stored reject that can be read today: what a mended reader would find. */
async function mendLater(source: TestSource): Promise<void> {
  const good = JSON.stringify(processStart(7));
  await send(source, `${good}\n{"also broken\n`);
  await db.sql(
    `INSERT INTO reject (tenant_id, received_day, chunk_id, index, source_id, received_at, reason, start_byte, end_byte)
     SELECT tenant_id, received_day, id, 0, source_id, received_at, 'an older reader could not read this', 0, $2 FROM chunk WHERE tenant_id = $1 ORDER BY received_at DESC, id DESC LIMIT 1`,
    [source.tenantId, Buffer.byteLength(good)],
  );
}

const stored = async (tenantId: number): Promise<number> => (await db.sql<{ sum: number }>('SELECT sum(stored)::int AS sum FROM chunk WHERE tenant_id = $1', [tenantId]))[0]?.sum ?? 0;

describe('rejects', () => {
  it('are listed with reason and place, and one is shown byte for byte', async () => {
    const tenant = await newTenant(), source = await newSource(tenant.tenantId);
    await post(source, Buffer.concat([Buffer.from(ndjson([processStart(1)])), Buffer.from([0x7b, 0x22, 0xff, 0x00, 0x3c, 0x62, 0x3e, 0x0a])]));
    const { items, open, next } = await listRejects(tenant.ctx('Analyst'), source.sourceId);
    expect({ open, next, index: items[0]?.index, replayedAt: items[0]?.replayedAt }).toEqual({ open: 1, next: null, index: 1, replayedAt: null });
    const original = await getSourceReject(tenant.ctx('Analyst'), { sourceId: source.sourceId, chunk: items[0]?.chunk, index: 1 });
    expect(original).toMatchObject({ utf8: false, cut: false, hex: '7b22ff003c623e', bytes: 7 });
  });

  it('of another tenant or source are not there', async () => {
    const { tenant, source } = await withRejects(), foreign = await newTenant();
    const [reject] = (await listRejects(tenant.ctx(), source.sourceId)).items;
    expect(await listRejects(foreign.ctx(), source.sourceId)).toEqual({ items: [], open: 0, next: null });
    for (const asked of [{ ctx: foreign.ctx(), sourceId: source.sourceId }, { ctx: tenant.ctx(), sourceId: source.sourceId + 1 }]) {
      await expect(getSourceReject(asked.ctx, { sourceId: asked.sourceId, chunk: reject?.chunk, index: reject?.index })).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  it('come in pages that neither repeat nor miss one', async () => {
    const tenant = await newTenant(), source = await newSource(tenant.tenantId);
    await send(source, Array.from({ length: 130 }, (_, n) => `{"broken ${n}\n`).join(''));
    const first = await listRejects(tenant.ctx(), source.sourceId), second = await listRejects(tenant.ctx(), source.sourceId, first.next ?? '');
    expect([...first.items, ...second.items].map(({ index }) => index)).toEqual(Array.from({ length: 130 }, (_, n) => n));
    expect(second.next).toBeNull();
    await expect(listRejects(tenant.ctx(), source.sourceId, 'x')).rejects.toMatchObject({ code: 'bad_request' });
  });
});

describe('reading rejects again', () => {
  it('stores what can be understood now, once however often it is asked, and leaves the rest', async () => {
    const { tenant, source } = await withRejects(), before = await stored(tenant.tenantId);
    expect(await replayRejects(tenant.ctx('Operator'), { sourceId: source.sourceId })).toEqual({ tried: 3, stored: 1, next: null });
    expect(await replayRejects(tenant.ctx('Operator'), { sourceId: source.sourceId })).toEqual({ tried: 2, stored: 0, next: null });
    expect(await stored(tenant.tenantId)).toBe(before + 1);
    const { items, open } = await listRejects(tenant.ctx(), source.sourceId);
    expect(open).toBe(2);
    expect(items.filter(({ replayedAt }) => replayedAt !== null)).toHaveLength(1);
    expect(await db.sql("SELECT after->>'stored' AS stored FROM audit WHERE tenant_id = $1 AND action = 'source.rejects_replayed'", [tenant.tenantId])).toEqual([{ stored: '1' }]);
  });

  it('at the same moment by two people stores each once', async () => {
    const { tenant, source } = await withRejects(), before = await stored(tenant.tenantId);
    const outcomes = await Promise.allSettled([1, 2].map(() => replayRejects(tenant.ctx(), { sourceId: source.sourceId })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1);
    expect(await stored(tenant.tenantId)).toBe(before + 1);
  });

  it('is finished by the next one when it was interrupted before or after its records were stored', async () => {
    const { tenant, source } = await withRejects(), before = await stored(tenant.tenantId);
    await replayRejects(tenant.ctx(), { sourceId: source.sourceId });
    await db.sql("UPDATE reject_replay SET replayed_at = NULL, chunk = NULL, claimed_at = now() - interval '1 hour' WHERE tenant_id = $1", [tenant.tenantId]);
    await replayRejects(tenant.ctx(), { sourceId: source.sourceId });
    expect(await stored(tenant.tenantId)).toBe(before + 1);
    expect(await db.sql('SELECT 1 FROM reject_replay WHERE tenant_id = $1 AND replayed_at IS NULL', [tenant.tenantId])).toEqual([]);
  });

  it('leaves the counters as if each record had come once', async () => {
    const { tenant, source } = await withRejects(), before = await getSourceStats(tenant.ctx(), source.sourceId);
    await replayRejects(tenant.ctx(), { sourceId: source.sourceId });
    const after = await getSourceStats(tenant.ctx(), source.sourceId);
    expect(after).toMatchObject({ received: before.received, stored: before.stored + 1, rejected: before.rejected - 1, replayed: 1 });
  });

  it('is for managers', async () => {
    const { tenant, source } = await withRejects();
    for (const role of ['Analyst', 'Senior Analyst', 'Auditor', 'SIEM', 'SOAR'] as const) await expect(replayRejects(tenant.ctx(role), { sourceId: source.sourceId })).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('one record alone', () => {
  it('is readable as what it is when its protocol no longer surrounds it', () => {
    const bytes = new TextEncoder().encode(JSON.stringify(processStart(1)));
    for (const format of ['auto', 'json', 'hec', 'bulk']) expect(isReadable(bytes, replayFormat(format), 0, 0), format).toBe(true);
    expect(isReadable(new TextEncoder().encode('{"broken'), 'auto', 0, 0)).toBe(false);
    expect(isReadable(new TextEncoder().encode('{"a":1}{"b":2}'), 'auto', 0, 0)).toBe(false);
  });
});
