import { describe, expect, it } from 'vitest';
import { correlateTenant } from '@/lib/alerts/correlate-tenant';
import { approveException } from '@/lib/exceptions/approve-exception';
import { changeException } from '@/lib/exceptions/change-exception';
import { createException } from '@/lib/exceptions/create-exception';
import { endException } from '@/lib/exceptions/end-exception';
import { getException } from '@/lib/exceptions/get-exception';
import { listExceptions } from '@/lib/exceptions/list-exceptions';
import type { PreviewSlice } from '@/lib/exceptions/model';
import { previewException } from '@/lib/exceptions/preview-exception';
import { setTwoPerson } from '@/lib/exceptions/set-two-person';
import { systemClock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { ROLES } from '@/lib/platform/permissions';
import { ndjson, newSource, processStart, send, type TestSource } from '../../ingest/sender';
import { newTenant, withDatabase } from '../../support/database';

const db = withDatabase();
const DAY_MS = 86_400_000;

/** Clears a log: one high detection of the built-in pack. */
const clearing = (number: number, tool = 'C:\\Windows\\System32\\wevtutil.exe'): Record<string, unknown> => processStart(number, { Image: tool, CommandLine: 'wevtutil cl Security' });
const byImage = (value: string) => ({ conditions: [{ property: 'processImage', operator: 'ends', values: [value] }] });
const input = (draft: object, more: object = {}) => ({ title: 'Nightly clean-up', reason: 'Asked Sato: the backup job does it', draft, ...more });

interface Muted { muted: boolean; by: (number | null)[] }
const detections = async ({ tenantId }: { tenantId: number }): Promise<Muted[]> =>
  (await db.sql<{ muted: boolean; matches: { mutedBy?: number }[] }>('SELECT muted, matches FROM detection WHERE tenant_id = $1 ORDER BY chunk_id, ordinal', [tenantId]))
    .map(({ muted, matches }) => ({ muted, by: matches.map(({ mutedBy }) => mutedBy ?? null) }));

const other = (ctx: Context): Context => ({ ...ctx, actor: { kind: 'user', id: 2, name: 'Ken Other', role: 'Senior Analyst' } });

async function wholePreview(ctx: Context, draft: object): Promise<PreviewSlice[]> {
  const slices: PreviewSlice[] = [], until = new Date().toISOString();
  for (let cursor: string | undefined; slices.length === 0 || cursor !== undefined;) {
    const slice = await previewException(ctx, { draft, until, ...(cursor === undefined ? {} : { cursor }) });
    slices.push(slice);
    cursor = slice.cursor;
  }
  return slices;
}

describe('an exception', () => {
  it('mutes what is received from then on: the detection stays, with the exception\'s number', async () => {
    const { ctx, tenantId } = await newTenant(), source = await newSource(tenantId);
    await send(source, ndjson([clearing(1)]));
    const { id, state } = await createException(ctx(), input(byImage('\\wevtutil.exe')));
    await send(source, ndjson([clearing(2)]));
    const [before, after] = await detections(source);
    expect(state).toBe('active');
    expect(before).toMatchObject({ muted: false });
    expect(after?.muted).toBe(true);
    expect(new Set(after?.by)).toEqual(new Set([id]));
  });

  it('mutes only the matches in its scope: a detection that another rule made as well stays loud', async () => {
    const { ctx, tenantId } = await newTenant(), source = await newSource(tenantId);
    await send(source, ndjson([clearing(1)]));
    const [row] = await db.sql<{ rule_ids: string[] }>('SELECT rule_ids FROM detection WHERE tenant_id = $1', [tenantId]);
    const rule = row?.rule_ids[0] ?? '';
    await createException(ctx(), input({ ...byImage('\\wevtutil.exe'), scope: { rules: [rule] } }));
    await send(source, ndjson([clearing(2)]));
    const muted = (await detections(source))[1];
    expect(muted?.by[0]).not.toBeNull();
    expect(muted?.muted).toBe(row?.rule_ids.length === 1);
  });

  it('no longer mutes from the batch on that comes after its end', async () => {
    const { ctx, tenantId } = await newTenant(), source = await newSource(tenantId);
    const { id } = await createException(ctx(), input(byImage('\\wevtutil.exe')));
    await send(source, ndjson([clearing(1)]));
    await endException(ctx(), id);
    await send(source, ndjson([clearing(2)]));
    expect((await detections(source)).map(({ muted }) => muted)).toEqual([true, false]);
    expect(await getException(ctx(), id)).toMatchObject({ state: 'ended', endedByName: 'Aiko Test' });
  });

  it('no longer mutes when it has expired, and is shown so', async () => {
    const { ctx, tenantId } = await newTenant(), source = await newSource(tenantId), longAgo = { now: () => new Date(Date.now() - 3 * DAY_MS) };
    const { id } = await createException(ctx('Operator', longAgo), input(byImage('\\wevtutil.exe'), { days: 2 }));
    await send(source, ndjson([clearing(1)]));
    expect((await detections(source)).map(({ muted }) => muted)).toEqual([false]);
    expect(await getException(ctx(), id)).toMatchObject({ state: 'expired' });
    await expect(changeException(ctx(), id, { version: 1, days: 5 })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('never mutes another tenant\'s detections, and cannot be seen there', async () => {
    const [own, foreign] = [await newTenant(), await newTenant()];
    const { id } = await createException(foreign.ctx(), input(byImage('\\wevtutil.exe')));
    const source: TestSource = await newSource(own.tenantId);
    await send(source, ndjson([clearing(1)]));
    expect((await detections(source)).map(({ muted }) => muted)).toEqual([false]);
    for (const verb of [getException, endException, approveException]) await expect(verb(own.ctx(), id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(changeException(own.ctx(), id, { version: 1 })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('can be renamed, prolonged and handed over, but never made to mute something else', async () => {
    const { ctx } = await newTenant();
    const { id } = await createException(ctx(), input(byImage('\\wevtutil.exe')));
    await changeException(ctx(), id, { version: 1, title: 'Backup', days: 300 });
    const changed = await getException(ctx(), id);
    expect(changed).toMatchObject({ title: 'Backup', version: 2 });
    expect(Date.parse(changed.expiresAt)).toBeGreaterThan(Date.now() + 299 * DAY_MS);
    await expect(changeException(ctx(), id, { version: 1, title: 'Old' })).rejects.toMatchObject({ code: 'condition_not_met' });
    await expect(changeException(ctx(), id, { version: 2, draft: byImage('x') })).rejects.toMatchObject({ code: 'bad_request' });
  });

  it('leaves an entry in the audit trail at every turn', async () => {
    const { ctx, tenantId } = await newTenant();
    const { id } = await createException(ctx(), input(byImage('\\wevtutil.exe')));
    await changeException(ctx(), id, { version: 1, days: 10 });
    await endException(ctx(), id);
    expect((await db.sql<{ action: string }>('SELECT action FROM audit WHERE tenant_id = $1 ORDER BY id', [tenantId])).map(({ action }) => action)).toEqual(['exception.created', 'exception.changed', 'exception.ended']);
  });

  it.each([
    ['everything', { conditions: [] }], ['everything of a source', { conditions: [], scope: { sources: [1] } }], ['a field that does not exist', { conditions: [{ property: 'nothing', operator: 'equals', values: ['x'] }] }],
    ['wildcards alone', { conditions: [{ property: 'url', operator: 'wildcard', values: ['**'] }] }], ['no network', { conditions: [{ property: 'sourceAddress', operator: 'cidr', values: ['ten'] }] }],
    ['an empty value', { conditions: [{ property: 'url', operator: 'contains', values: [''] }] }], ['too many conditions', { conditions: Array.from({ length: 11 }, () => ({ property: 'url', operator: 'contains', values: ['x'] })) }],
  ])('cannot be made for %s', async (_, draft) => {
    await expect(createException((await newTenant()).ctx(), input(draft))).rejects.toMatchObject({ code: 'bad_request' });
  });

  it('needs a reason and ends some day', async () => {
    const { ctx } = await newTenant();
    await expect(createException(ctx(), input(byImage('x'), { reason: ' ' }))).rejects.toMatchObject({ code: 'bad_request' });
    await expect(createException(ctx(), input(byImage('x'), { days: 731 }))).rejects.toMatchObject({ code: 'bad_request' });
    const { id } = await createException(ctx(), input(byImage('x')));
    expect(Math.round((Date.parse((await getException(ctx(), id)).expiresAt) - Date.now()) / DAY_MS)).toBe(90);
  });
});

describe('what is muted', () => {
  it('counts in no alert, and is counted by its exception once, though steps are tried again', async () => {
    const { ctx, tenantId } = await newTenant(), source = await newSource(tenantId);
    const { id } = await createException(ctx(), input(byImage('\\wevtutil.exe')));
    await send(source, ndjson([clearing(1), clearing(2)]));
    const job: Context = { ...ctx(), actor: { kind: 'job', name: 'correlate' } };
    while ((await correlateTenant(job)) !== 'idle') continue;
    expect(await correlateTenant(job)).toBe('idle');
    expect(await db.sql('SELECT key FROM signal WHERE tenant_id = $1', [tenantId])).toEqual([]);
    expect(await getException(ctx(), id)).toMatchObject({ hits: 2 });
  });
});

describe('two people', () => {
  it('must agree where the tenant says so: the one who proposed it cannot approve it, and it mutes from the approval on', async () => {
    const { ctx, tenantId } = await newTenant(), source = await newSource(tenantId);
    await setTwoPerson(ctx(), { twoPerson: true });
    const { id, state } = await createException(ctx(), input(byImage('\\wevtutil.exe')));
    await send(source, ndjson([clearing(1)]));
    await expect(approveException(ctx(), id)).rejects.toMatchObject({ code: 'forbidden' });
    await approveException(other(ctx()), id);
    await send(source, ndjson([clearing(2)]));
    expect(state).toBe('proposed');
    expect((await detections(source)).map(({ muted }) => muted)).toEqual([false, true]);
    await expect(approveException(other(ctx()), id)).rejects.toMatchObject({ code: 'conflict' });
    expect(await listExceptions(ctx())).toMatchObject({ twoPerson: true, items: [{ approvedByName: 'Ken Other' }] });
  });
});

describe('who may', () => {
  const WRITERS: readonly string[] = ['Master Administrator', 'Operator', 'Senior Analyst'];
  it.each(ROLES)('%s', async (role) => {
    const { ctx } = await newTenant();
    expect((await listExceptions(ctx(role))).items).toEqual([]);
    const making = createException(ctx(role), input(byImage('x')));
    if (WRITERS.includes(role)) await making;
    else await expect(making).rejects.toMatchObject({ code: 'forbidden' });
    const setting = setTwoPerson(ctx(role), { twoPerson: true });
    if (role === 'Master Administrator') await setting;
    else await expect(setting).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('the preview', () => {
  it('says what would have been muted, and the live exception then mutes exactly that', async () => {
    const { ctx, tenantId } = await newTenant(), source = await newSource(tenantId);
    const batch = [clearing(1), clearing(2, 'C:\\Tools\\wevtutil.exe'), clearing(3), processStart(4)];
    await send(source, ndjson(batch));
    const draft = byImage('System32\\wevtutil.exe'), slices = await wholePreview(ctx('Analyst'), draft);
    const muted = slices.reduce((sum, slice) => sum + slice.muted, 0);
    expect(slices.at(-1)).toMatchObject({ done: 1, looked: 3 });
    expect(muted).toBe(2);
    expect(slices[0]?.endpoints).toEqual({ 'PC-SATO.koyama.example': 2 });
    await createException(ctx(), input(draft));
    await send(source, ndjson(batch.map((record) => ({ ...record, ProcessId: 9 }))));
    expect((await detections(source)).slice(3).filter(({ muted: wholly }) => wholly)).toHaveLength(muted);
  });

  it('warns of what is severe, of alerts that were true, and of sources whose records lack the field', async () => {
    const { ctx, tenantId } = await newTenant(), source = await newSource(tenantId);
    await send(source, ndjson([clearing(1)]));
    const [row] = await db.sql<{ rule_ids: string[]; observed_at: Date; endpoint_key: string; level: number }>('SELECT rule_ids, observed_at, endpoint_key, level FROM detection WHERE tenant_id = $1', [tenantId]);
    const rule = row?.rule_ids[0] ?? '', alert = `WB-${tenantId}-20261120-00001`;
    await db.sql(
      `INSERT INTO alert (tenant_id, id, model, score, severity, status, finding, created_sequence, created_at, updated_at, first_seen, last_seen, endpoint_count, account_count, title, content)
       VALUES ($1, $2, 'chain', 50, 'high', 'closed', 'true_positive', 1, now(), now(), now(), now(), 1, 1, '{}', '{}')`, [tenantId, alert]);
    await db.sql(
      `INSERT INTO signal (tenant_id, key, rule_id, level, endpoint_key, count, first_seen, last_seen, alert_id, content) VALUES ($1, 'k', $2, 3, $3, 1, $4, $4, $5, '{}')`,
      [tenantId, rule, row?.endpoint_key, row?.observed_at, alert]);
    const [slice] = await wholePreview(ctx(), { ...byImage('\\wevtutil.exe'), scope: { rules: [rule] } });
    expect(slice?.truePositiveAlerts).toEqual([alert]);
    expect(slice?.highOrCritical).toBe((row?.level ?? 0) >= 3 ? 1 : 0);
    const [lacking] = await wholePreview(ctx(), { conditions: [{ property: 'url', operator: 'contains', values: ['x'] }], scope: { rules: [rule] } });
    expect(lacking?.absent).toEqual([{ property: 'url', sourceId: source.sourceId, count: 1 }]);
  });

  it('goes over everything in slices', async () => {
    const { ctx, tenantId } = await newTenant(), source = await newSource(tenantId);
    await send(source, ndjson(Array.from({ length: 2_500 }, (_, i) => clearing(i))));
    const slices = await wholePreview(ctx(), byImage('\\wevtutil.exe'));
    expect(slices.map(({ looked }) => looked)).toEqual([2_000, 500]);
    expect(slices.reduce((sum, { muted }) => sum + muted, 0)).toBe(2_500);
    expect(slices[0]?.done).toBeLessThanOrEqual(1);
  });

  it('sees nothing of another tenant', async () => {
    const [own, foreign] = [await newTenant(), await newTenant()];
    await send(await newSource(foreign.tenantId), ndjson([clearing(1)]));
    expect(await wholePreview(own.ctx('Operator', systemClock), byImage('\\wevtutil.exe'))).toMatchObject([{ looked: 0, muted: 0, done: 1 }]);
  });
});
