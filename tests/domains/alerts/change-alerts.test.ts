import { describe, expect, it } from 'vitest';
import { changeAlert } from '@/lib/alerts/change-alert';
import { changeAlerts } from '@/lib/alerts/change-alerts';
import { undoChangeAlerts } from '@/lib/alerts/undo-change-alerts';
import { prisma } from '@/lib/platform/db';
import type { Context } from '@/lib/platform/context';
import { newTenant, withDatabase, type TestTenant } from '../../support/database';

const db = withDatabase();

async function alerts({ tenantId }: TestTenant, count: number, severity = 'high'): Promise<string[]> {
  const rows = await db.sql<{ id: string }>(
    `INSERT INTO alert (tenant_id, id, model, score, severity, created_sequence, created_at, updated_at, first_seen, last_seen, endpoint_count, account_count, title, content)
     SELECT $1::int, 'WB-' || $1::int || '-20261120-' || lpad((n + (SELECT count(*) FROM alert WHERE tenant_id = $1::int))::text, 5, '0'), 'chain', 50, $3, 1, now(), now(), now(), now(), 1, 1, '{"key":"x","params":{}}', '{"impact":[]}'
     FROM generate_series(1, $2::int) AS n RETURNING id`, [tenantId, count, severity]);
  return rows.map(({ id }) => id).sort();
}

const states = async ({ tenantId }: TestTenant): Promise<string[]> =>
  (await db.sql<{ state: string }>("SELECT status || coalesce(' ' || finding, '') || coalesce(' ' || owner_id, '') AS state FROM alert WHERE tenant_id = $1 ORDER BY id", [tenantId])).map(({ state }) => state);
const request = (ctx: Context, requestId: string): Context => ({ ...ctx, requestId: `${requestId}-${ctx.tenantId}` });

describe('a change for many alerts', () => {
  it('closes everything that a filter finds, and nothing else, with an audit entry for each', async () => {
    const tenant = await newTenant();
    await alerts(tenant, 3, 'low');
    await alerts(tenant, 2, 'critical');
    expect(await changeAlerts(tenant.ctx(), { filter: { severity: ['low'] }, expected: 3, change: { status: 'closed', finding: 'false_positive' } })).toMatchObject({ changed: 3 });
    expect(await states(tenant)).toEqual([...Array<string>(3).fill('closed false_positive'), 'open', 'open']);
    expect(await db.sql('SELECT count(*)::int AS n FROM audit WHERE tenant_id = $1 AND action = $2', [tenant.tenantId, 'alert.changed'])).toEqual([{ n: 3 }]);
  });

  it('changes nothing when the number is not the one that was shown', async () => {
    const tenant = await newTenant(), ids = await alerts(tenant, 3);
    await expect(changeAlerts(tenant.ctx(), { filter: {}, expected: 2, change: { status: 'in_progress' } })).rejects.toMatchObject({ code: 'condition_not_met' });
    await expect(changeAlerts(tenant.ctx(), { ids: [...ids, 'WB-1-20200101-00001'], expected: 4, change: { status: 'in_progress' } })).rejects.toMatchObject({ code: 'condition_not_met' });
    expect(await states(tenant)).toEqual(['open', 'open', 'open']);
  });

  it('changes all or none: a closing without a finding leaves every alert as it was', async () => {
    const tenant = await newTenant(), ids = await alerts(tenant, 2);
    await changeAlert(tenant.ctx(), ids[0] ?? '', { status: 'in_progress', finding: 'noteworthy' });
    await expect(changeAlerts(tenant.ctx(), { ids, expected: 2, change: { status: 'closed' } })).rejects.toMatchObject({ code: 'bad_request' });
    expect(await states(tenant)).toEqual(['in_progress noteworthy', 'open']);
  });

  it('never reaches another tenant\'s alerts', async () => {
    const [own, other] = [await newTenant(), await newTenant()], ids = await alerts(other, 1);
    await expect(changeAlerts(own.ctx(), { ids, expected: 1, change: { status: 'in_progress' } })).rejects.toMatchObject({ code: 'condition_not_met' });
    expect(await states(other)).toEqual(['open']);
  });

  it('gives alerts to members only', async () => {
    const tenant = await newTenant(), ids = await alerts(tenant, 1);
    await expect(changeAlerts(tenant.ctx(), { ids, expected: 1, change: { ownerId: 999_999 } })).rejects.toMatchObject({ code: 'bad_request' });
  });

  it.each(['Auditor', 'SIEM'] as const)('is refused to the role %s', async (role) => {
    const tenant = await newTenant(), ids = await alerts(tenant, 1);
    await expect(changeAlerts(tenant.ctx(role), { ids, expected: 1, change: { status: 'in_progress' } })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it.each([[{ expected: 1, change: {} }], [{ ids: ['WB-1-20200101-00001'], filter: {}, expected: 1, change: {} }], [{ ids: ['x'], expected: 1, change: {} }], [{ filter: {}, expected: 0, change: {} }]])('is refused when it says %j', async (input) => {
    await expect(changeAlerts((await newTenant()).ctx(), input)).rejects.toMatchObject({ code: 'bad_request' });
  });

  it('is limited to a thousand alerts and says so', async () => {
    const tenant = await newTenant();
    await alerts(tenant, 1_001);
    await expect(changeAlerts(tenant.ctx(), { filter: {}, expected: 1_001, change: { status: 'in_progress' } })).rejects.toMatchObject({ code: 'bad_request', message: expect.stringContaining('1000') });
  });
});

describe('undoing it', () => {
  it('gives every alert back its own status, finding and owner', async () => {
    const tenant = await newTenant(), ids = await alerts(tenant, 3);
    const { id: userId } = await prisma().user.create({ data: { name: 'Rei', email: `rei-${tenant.tenantId}@example.com` } });
    await prisma().membership.create({ data: { organizationId: tenant.tenantId, userId, role: 'Analyst' } });
    await changeAlert(tenant.ctx(), ids[1] ?? '', { status: 'in_progress', ownerId: userId });
    const was = await states(tenant);
    const { undo } = await changeAlerts(request(tenant.ctx(), 'close'), { ids, expected: 3, change: { status: 'closed', finding: 'false_positive', ownerId: null } });
    expect(await undoChangeAlerts(tenant.ctx(), { undo })).toEqual({ undone: 3, skipped: 0 });
    expect(await states(tenant)).toEqual(was);
  });

  it('leaves alone what somebody has changed since', async () => {
    const tenant = await newTenant(), ids = await alerts(tenant, 2);
    const { undo } = await changeAlerts(request(tenant.ctx(), 'start'), { ids, expected: 2, change: { status: 'in_progress' } });
    await changeAlert(tenant.ctx(), ids[0] ?? '', { status: 'closed', finding: 'true_positive' });
    expect(await undoChangeAlerts(tenant.ctx(), { undo })).toEqual({ undone: 1, skipped: 1 });
    expect(await states(tenant)).toEqual(['closed true_positive', 'open']);
  });

  it('works once, for the one who did it, within an hour', async () => {
    const tenant = await newTenant(), ids = await alerts(tenant, 1), ctx = request(tenant.ctx(), 'own');
    const { undo } = await changeAlerts(ctx, { ids, expected: 1, change: { status: 'in_progress' } });
    const colleague: Context = { ...ctx, actor: { kind: 'user', id: 7, name: 'Ken', role: 'Analyst' } };
    await expect(undoChangeAlerts(colleague, { undo })).rejects.toMatchObject({ code: 'not_found' });
    await expect(undoChangeAlerts({ ...ctx, clock: { now: () => new Date(Date.now() + 3_700_000) } }, { undo })).rejects.toMatchObject({ code: 'not_found' });
    expect(await undoChangeAlerts(tenant.ctx(), { undo })).toEqual({ undone: 1, skipped: 0 });
    expect(await undoChangeAlerts(tenant.ctx(), { undo })).toEqual({ undone: 0, skipped: 1 });
  });
});
