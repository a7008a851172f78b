import { describe, expect, it } from 'vitest';
import { changeAlert } from '../../../lib/alerts/change-alert';
import { correlateTenant } from '../../../lib/alerts/correlate-tenant';
import { getAlert } from '../../../lib/alerts/get-alert';
import { listAlerts } from '../../../lib/alerts/list-alerts';
import { withDatabase } from '../../support/database';
import { drain, essence, intrusionBodies, sendBodies, tenantWithSource } from './intrusion';

const database = withDatabase();

describe('correlation of a tenant', () => {
  it('makes one alert of one intrusion, whatever the batches, their order, and when correlation runs in between', async () => {
    const whole = await tenantWithSource();
    await sendBodies(whole.source, intrusionBodies(100_000));
    await drain(whole.job);
    const expected = await essence(whole.tenant.ctx());
    expect(expected).toHaveLength(1);
    expect(expected[0]?.impact.length).toBeGreaterThan(3);

    const pieces = await tenantWithSource();
    await sendBodies(pieces.source, intrusionBodies(150), () => correlateTenant(pieces.job));
    await drain(pieces.job);
    expect(await essence(pieces.tenant.ctx())).toEqual(expected);

    const backwards = await tenantWithSource();
    await sendBodies(backwards.source, intrusionBodies(300).reverse(), () => correlateTenant(backwards.job));
    await drain(backwards.job);
    expect(await essence(backwards.tenant.ctx())).toEqual(expected);
  }, 120_000);

  it('keeps the alert’s id while it grows, counts replays once, and audits what it did', async () => {
    const { tenant, source, job } = await tenantWithSource();
    const bodies = intrusionBodies(400);
    await sendBodies(source, bodies, () => correlateTenant(job));
    await sendBodies(source, bodies);
    await drain(job);
    const { items } = await listAlerts(tenant.ctx(), {});
    expect(items).toHaveLength(1);
    expect(items[0]?.id).toMatch(new RegExp(`^WB-${tenant.tenantId}-\\d{8}-00001$`));
    const audit = await database.sql<{ action: string; actor_name: string }>("SELECT action, actor_name FROM audit WHERE tenant_id = $1 AND object_kind = 'alert' ORDER BY id", [tenant.tenantId]);
    expect(audit[0]).toEqual({ action: 'alert.opened', actor_name: 'correlation' });
    expect(audit.map((a) => a.action)).not.toContain('alert.joined');
  }, 60_000);

  it('never lets a closed alert grow: what comes later opens one of its own', async () => {
    const { tenant, source, job } = await tenantWithSource();
    const bodies = intrusionBodies(250);
    const half = Math.ceil(bodies.length / 2);
    await sendBodies(source, bodies.slice(0, half));
    await drain(job);
    const [first] = (await listAlerts(tenant.ctx(), {})).items;
    if (!first) throw new Error('the first half holds no alert: the test needs another cut');
    await changeAlert(tenant.ctx(), first.id, { status: 'closed', finding: 'true_positive' });
    const before = await getAlert(tenant.ctx(), first.id);
    await sendBodies(source, bodies.slice(half));
    await drain(job);
    const after = await getAlert(tenant.ctx(), first.id);
    expect(after.alert.content).toEqual(before.alert.content);
    expect(after.alert.status).toBe('closed');
  }, 60_000);

  it('opens a new alert when the same things happen again after the old one was closed', async () => {
    const { tenant, source, job } = await tenantWithSource();
    const bodies = intrusionBodies(100_000);
    await sendBodies(source, bodies);
    await drain(job);
    const [first] = (await listAlerts(tenant.ctx(), {})).items;
    await changeAlert(tenant.ctx(), first?.id ?? '', { status: 'closed', finding: 'true_positive' });
    await sendBodies(source, bodies.map((b) => ({ ...b, text: `${b.text}\n` })));
    await drain(job);
    const { items } = await listAlerts(tenant.ctx(), { sort: 'created' });
    expect(items.map((a) => [a.status, a.score]).sort()).toEqual([['closed', first?.score], ['open', first?.score]]);
  }, 60_000);

  it('does one step for one worker at a time', async () => {
    const { source, job } = await tenantWithSource();
    await sendBodies(source, intrusionBodies(100_000));
    const outcomes = await Promise.all([correlateTenant(job), correlateTenant(job)]);
    expect(outcomes.filter((o) => o === 'advanced')).toHaveLength(1);
  }, 60_000);
});

describe('changing an alert', () => {
  it('refuses to close without a finding, a stale version, a stranger as owner and a reader; and writes audit', async () => {
    const { tenant, source, job } = await tenantWithSource();
    await sendBodies(source, intrusionBodies(100_000));
    await drain(job);
    const id = (await listAlerts(tenant.ctx(), {})).items[0]?.id ?? '';
    await expect(changeAlert(tenant.ctx(), id, { status: 'closed' })).rejects.toMatchObject({ code: 'bad_request', fields: { finding: 'required' } });
    await expect(changeAlert(tenant.ctx(), id, { status: 'in_progress', version: 999 })).rejects.toMatchObject({ code: 'condition_not_met' });
    await expect(changeAlert(tenant.ctx(), id, { ownerId: 999_999 })).rejects.toMatchObject({ code: 'bad_request' });
    await expect(changeAlert(tenant.ctx('Auditor'), id, { status: 'in_progress' })).rejects.toMatchObject({ code: 'forbidden' });
    const other = await tenantWithSource();
    await expect(getAlert(other.tenant.ctx(), id)).rejects.toMatchObject({ code: 'not_found' });
    await changeAlert(tenant.ctx(), id, { status: 'closed', finding: 'benign_true_positive' });
    const [entry] = await database.sql<{ before: object; after: object }>("SELECT before, after FROM audit WHERE tenant_id = $1 AND action = 'alert.changed'", [tenant.tenantId]);
    expect(entry).toMatchObject({ before: { status: 'open', finding: null }, after: { status: 'closed', finding: 'benign_true_positive' } });
  }, 60_000);
});
