import { describe, expect, it } from 'vitest';
import { correlateTenant } from '../../../lib/alerts/correlate-tenant';
import { correlationHealth } from '../../../lib/alerts/correlation-health';
import { HEALTH_DAYS } from '../../../lib/alerts/model';
import { withDatabase } from '../../support/database';
import { drain, intrusionBodies, sendBodies, tenantWithSource } from './intrusion';

const database = withDatabase();

describe('correlation’s own health', () => {
  it('says how far behind it is, and that it is not any more when it has caught up', async () => {
    const { tenant, source, job } = await tenantWithSource();
    await sendBodies(source, intrusionBodies(2_000));
    const [oldest] = await database.sql<{ at: Date; batches: number }>('SELECT min(received_at) AS at, count(*)::int AS batches FROM chunk WHERE tenant_id = $1', [tenant.tenantId]);
    const later = { now: () => new Date((oldest?.at.getTime() ?? 0) + 90_000) };
    expect((await correlationHealth(tenant.ctx('Auditor', later))).lag).toEqual({ batches: oldest?.batches, seconds: 90, lastStep: null });
    await drain(job);
    expect((await correlationHealth(tenant.ctx('Auditor', later))).lag).toEqual({ batches: 0, seconds: 0, lastStep: expect.any(Date) });
  }, 60_000);

  it('counts alerts per day and the detections in no alert by reason, so that with those in alerts they are all', async () => {
    const { tenant, source, job } = await tenantWithSource();
    await sendBodies(source, intrusionBodies(100_000), () => correlateTenant(job));
    await drain(job);
    // The simulated office lives in the past: the page looks back from a week after it.
    const clock = { now: () => new Date('2026-03-10T00:00:00Z') };
    const { unalerted, workingSet, singletonShare } = await correlationHealth(tenant.ctx('Analyst', clock));
    const [all] = await database.sql<{ signals: number; alone: number; outside: number }>(
      "SELECT count(*)::int AS signals, count(*) FILTER (WHERE unalerted = 'unalerted_alone')::int AS alone, count(*) FILTER (WHERE alert_id IS NULL)::int AS outside FROM signal WHERE tenant_id = $1", [tenant.tenantId]);
    expect(unalerted.reduce((sum, { signals }) => sum + signals, 0)).toBe(all?.outside);
    expect(unalerted.every(({ reason, detections, signals }) => /^unalerted_(alone|weak)$/.test(reason) && detections >= signals)).toBe(true);
    expect(workingSet.signals).toBe(all?.signals);
    expect(singletonShare).toBeCloseTo((all?.alone ?? 0) / (all?.signals ?? 1));

    const { alertsPerDay } = await correlationHealth(tenant.ctx());
    expect(alertsPerDay).toHaveLength(HEALTH_DAYS);
    expect(alertsPerDay.at(-1)).toEqual({ day: new Date().toISOString().slice(0, 10), alerts: 1, joined: 0 });
    expect(alertsPerDay.slice(0, -1).every(({ alerts }) => alerts === 0)).toBe(true);
  }, 60_000);

  it('counts what analysts put right, of its own tenant only', async () => {
    const { tenant } = await tenantWithSource(), other = await tenantWithSource();
    for (const action of ['alert.split', 'alert.split', 'alert.merged', 'alert.changed']) {
      await database.sql("INSERT INTO audit (tenant_id, at, actor_kind, actor_name, action, object_kind, object_id) VALUES ($1, now(), 'user', 'Aiko', $2, 'alert', 'WB-1-20260302-00001')", [tenant.tenantId, action]);
    }
    expect((await correlationHealth(tenant.ctx())).corrections).toEqual({ splits: 2, merges: 1 });
    expect((await correlationHealth(other.tenant.ctx())).corrections).toEqual({ splits: 0, merges: 0 });
  });

  it('is for those who may see the system', async () => {
    const { tenant } = await tenantWithSource();
    const stranger = { ...tenant.ctx(), actor: { kind: 'source' as const, id: 1, name: 'A sender' } };
    await expect(correlationHealth(stranger)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
