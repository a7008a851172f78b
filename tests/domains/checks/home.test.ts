import { describe, expect, it } from 'vitest';
import { getHome, silentOf } from '@/lib/checks/get-home';
import { listChecks } from '@/lib/checks/list-checks';
import { recordCheck } from '@/lib/checks/record-check';
import type { SourceRow } from '@/lib/ingest/model';
import type { Clock } from '@/lib/platform/clock';
import type { Role } from '@/lib/platform/permissions';
import { markSilentSources } from '@/lib/settings/mark-silent-sources';
import { newTenant, withDatabase, type TestTenant } from '../../support/database';

const db = withDatabase();
const HOUR_MS = 3_600_000;
const START = Date.parse('2026-11-20T00:00:00Z');
const at = (hours: number): Clock => ({ now: () => new Date(START + hours * HOUR_MS) });
const iso = (hours: number): string => at(hours).now().toISOString();
const ctxAt = ({ ctx }: TestTenant, hours: number, role: Role = 'Analyst') => ctx(role, at(hours));

async function alert({ tenantId }: TestTenant, number: number, change: { created: number; updated?: number; severity?: string; status?: string; owner?: number }): Promise<string> {
  const id = `WB-${tenantId}-20261120-${String(number).padStart(5, '0')}`;
  await db.sql(
    `INSERT INTO alert (tenant_id, id, model, score, severity, status, owner_id, created_sequence, created_at, updated_at, first_seen, last_seen, endpoint_count, account_count, title, content)
     VALUES ($1, $2, 'chain', 50, $3, $4, $5, 1, $6, $7, $6, $6, 1, 1, '{"key":"x","params":{}}', '{"impact":[],"tactics":[],"techniques":[]}')`,
    [tenantId, id, change.severity ?? 'high', change.status ?? 'open', change.owner ?? null, iso(change.created), iso(change.updated ?? change.created)]);
  return id;
}

const source = (change: Partial<SourceRow>): SourceRow => ({
  id: 1, name: 'PCs', product: 'windows', clockSkewSeconds: 0, expectedEverySeconds: 3_600, pausedAt: null, createdAt: iso(0), received: 0, stored: 0, rejected: 0, detections: 0,
  bodyBytes: 0, batches: 0, lastSeen: iso(0), lastObserved: null, silentSince: null, duplicates: 0, families: {}, ...change,
} as SourceRow);

describe('the first page', () => {
  it('shows the last day to somebody who has never checked', async () => {
    const tenant = await newTenant();
    const [fresh] = [await alert(tenant, 1, { created: 40 }), await alert(tenant, 2, { created: 10 })];
    const home = await getHome(ctxAt(tenant, 48));
    expect(home).toMatchObject({ sinceOwnCheck: false, since: iso(24), fresh: { total: 1, items: [{ id: fresh }] } });
  });

  it('begins at the reader\'s own last check, not at a colleague\'s', async () => {
    const tenant = await newTenant(), colleague = { ...ctxAt(tenant, 3), actor: { kind: 'user', id: 7, name: 'Ken', role: 'Analyst' } as const };
    await recordCheck(ctxAt(tenant, 1), { seenAt: iso(1) });
    await recordCheck(colleague, { seenAt: iso(3) });
    const seen = await alert(tenant, 1, { created: 2 });
    const home = await getHome(ctxAt(tenant, 4));
    expect(home).toMatchObject({ sinceOwnCheck: true, since: iso(1), fresh: { items: [{ id: seen }] } });
    expect((await getHome({ ...colleague, clock: at(4) })).fresh.total).toBe(0);
  });

  it('shows an alert as changed only when it was there before, and a new one once', async () => {
    const tenant = await newTenant();
    await recordCheck(ctxAt(tenant, 5), { seenAt: iso(5) });
    const grown = await alert(tenant, 1, { created: 2, updated: 6 }), fresh = await alert(tenant, 2, { created: 6, updated: 7 });
    await alert(tenant, 3, { created: 2, updated: 3 });
    await alert(tenant, 4, { created: 2, updated: 6, status: 'closed' });
    const home = await getHome(ctxAt(tenant, 8));
    expect(home.fresh.items.map(({ id }) => id)).toEqual([fresh]);
    expect(home.changed).toMatchObject({ total: 1, items: [{ id: grown }] });
  });

  it('knows what waits for the reader and how much is open', async () => {
    const tenant = await newTenant();
    const mine = await alert(tenant, 1, { created: 1, owner: 1 });
    await alert(tenant, 2, { created: 1, owner: 2, severity: 'critical' });
    await alert(tenant, 3, { created: 1, owner: 1, status: 'closed', severity: 'critical' });
    const home = await getHome(ctxAt(tenant, 2));
    expect(home.mine.items.map(({ id }) => id)).toEqual([mine]);
    expect(home.open).toEqual({ critical: 1, high: 1, medium: 0, low: 0 });
  });

  it('shows nothing of another tenant', async () => {
    const [own, other] = [await newTenant(), await newTenant()];
    await alert(other, 1, { created: 1 });
    await recordCheck(ctxAt(other, 2), { seenAt: iso(2), note: 'theirs' });
    const home = await getHome(ctxAt(own, 2));
    expect([home.fresh.total, home.checks, home.open.high]).toEqual([0, [], 0]);
  });
});

describe('a check', () => {
  it('is logged with its note and with what stood on the page, and audited', async () => {
    const tenant = await newTenant();
    await alert(tenant, 1, { created: 1, severity: 'critical' });
    await recordCheck(ctxAt(tenant, 2), { seenAt: iso(2), note: '  PC-0412 は本人に確認中  ' });
    const { items } = await listChecks(ctxAt(tenant, 3), {});
    expect(items).toMatchObject([{ userName: 'Aiko Test', note: 'PC-0412 は本人に確認中', checkedAt: iso(2), counts: { newAlerts: 1, openCritical: 1 } }]);
    expect(await db.sql('SELECT action FROM audit WHERE tenant_id = $1', [tenant.tenantId])).toEqual([{ action: 'check.done' }]);
  });

  it('covers only what stood on the page when it was loaded', async () => {
    const tenant = await newTenant();
    const later = await alert(tenant, 1, { created: 3 });
    await recordCheck(ctxAt(tenant, 4), { seenAt: iso(2) });
    expect((await getHome(ctxAt(tenant, 5))).fresh.items.map(({ id }) => id)).toEqual([later]);
  });

  it('is not believed of a page from yesterday', async () => {
    await expect(recordCheck(ctxAt(await newTenant(), 30), { seenAt: iso(1) })).rejects.toMatchObject({ code: 'conflict' });
  });

  it.each(['Auditor', 'SIEM'] as const)('cannot be logged by the role %s', async (role) => {
    await expect(recordCheck(ctxAt(await newTenant(), 1, role), { seenAt: iso(1) })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it.each([[{}], [{ seenAt: 'today' }], [{ seenAt: iso(0), note: 'x'.repeat(2_001) }]])('is refused when it says %j', async (input) => {
    await expect(recordCheck(ctxAt(await newTenant(), 1), input)).rejects.toMatchObject({ code: 'bad_request' });
  });

  it('stays as it was said: the application can neither change nor delete it', async () => {
    const [row] = await db.sql<{ may: boolean }>("SELECT has_table_privilege('yagura_app', 'team_check', 'UPDATE') OR has_table_privilege('yagura_app', 'team_check', 'DELETE') AS may");
    expect(row?.may).toBe(false);
  });

  it('is listed in pages, the newest first', async () => {
    const tenant = await newTenant();
    for (let hour = 1; hour <= 52; hour++) await db.sql("INSERT INTO team_check (tenant_id, user_id, user_name, checked_at, since, note, counts) VALUES ($1, 1, 'A', $2, $2, '', '{}')", [tenant.tenantId, iso(hour)]);
    const first = await listChecks(ctxAt(tenant, 60), {});
    const second = await listChecks(ctxAt(tenant, 60), { before: first.before });
    expect([first.items.length, second.items.length, second.before]).toEqual([50, 2, undefined]);
    expect(first.items[0]?.checkedAt).toBe(iso(52));
  });
});

describe('a silent source', () => {
  it.each([
    ['has been found quiet by the watch', { silentSince: iso(1) }, 1], ['speaks', { silentSince: null }, 0], ['is paused', { silentSince: iso(1), pausedAt: iso(1) }, 0],
    ['is no longer expected to speak', { silentSince: iso(1), expectedEverySeconds: null }, 0], ['never spoke since it was made', { silentSince: iso(0), lastSeen: null }, 1],
  ])('%s', (_, change, silent) => {
    expect(silentOf([source(change)])).toHaveLength(silent);
  });

  it('stands on the first page when the watch has found it quiet', async () => {
    const tenant = await newTenant();
    await db.sql("INSERT INTO source (tenant_id, name, product, expected_every_seconds, created_at) VALUES ($1, 'PCs', 'windows', 3600, $2)", [tenant.tenantId, iso(0)]);
    expect((await getHome(ctxAt(tenant, 2))).silent).toEqual([]);
    await markSilentSources(ctxAt(tenant, 2, 'Operator'));
    expect((await getHome(ctxAt(tenant, 2))).silent).toMatchObject([{ name: 'PCs', lastSeen: null, expectedEverySeconds: 3600 }]);
  });
});
