import { describe, expect, it } from 'vitest';
import { WorkingPrevalence } from '@/lib/alerts/prevalence-store';
import { prevalenceOf, sightingsOf } from '@/lib/engine/correlate/prevalence';
import type { Prevalence, Signal } from '@/lib/engine/correlate/types';
import { tenantTx } from '@/lib/platform/tx';
import { newTenant, withDatabase } from '../../support/database';
import { activity, rule, signal } from '../../engine/correlate/support/build';

const db = withDatabase();
const DAY_MINUTES = 1_440;

/** Sixteen endpoints over six days: a rule that is everywhere daily, one that comes now and then, a far address that many talk to. */
const life: Signal[] = Array.from({ length: 6 }, (_, day) => Array.from({ length: 16 }, (_, host) => [
  signal(rule('daily', 'low'), activity(day * DAY_MINUTES, { kind: 'registry_set', endpointName: `PC-${host}` })),
  ...(host % 3 === day % 4 ? [signal(rule('now-and-then', 'medium'), activity(day * DAY_MINUTES + 5, { kind: 'network_connection', endpointName: `PC-${host}`, destinationAddress: '203.0.113.7' }))] : []),
  ...(day > 0 ? [signal(rule('proxy', 'low'), activity(day * DAY_MINUTES + 7, { kind: 'network_connection', endpointName: `PC-${host}`, destinationAddress: '198.51.100.1' }))] : []),
])).flat(2);

const sorted = <T extends object>(rows: readonly T[]): string[] => rows.map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))).sort();
function expectSame(stored: Prevalence, pure: Prevalence): void {
  expect(sorted(stored.pairs)).toEqual(sorted(pure.pairs));
  expect(sorted(stored.spreads)).toEqual(sorted(pure.spreads));
  const degrees = new Map(pure.hubDegrees.map(({ day, degree }) => [day, degree]));
  for (const { day, degree } of stored.hubDegrees) expect(degree).toBe(degrees.get(day));
}

describe('what a tenant has learnt', () => {
  it('is answered by the store as the engine works it out, whatever the order and batches in which it was learnt', async () => {
    const tenant = await newTenant(), pure = prevalenceOf(sightingsOf(life), life);
    const answers = await tenantTx(tenant.tenantId, async (tx) => {
      const working = new WorkingPrevalence();
      await working.learn(tx, tenant.tenantId, life.slice(100));
      // Asked too early: the answers must not outlive what is learnt of earlier days.
      await working.of(tx, tenant.tenantId, life);
      await working.learn(tx, tenant.tenantId, life.slice(0, 100));
      await working.learn(tx, tenant.tenantId, life);
      return [await working.of(tx, tenant.tenantId, life), await new WorkingPrevalence().of(tx, tenant.tenantId, life)] as const;
    });
    for (const answer of answers) expectSame(answer, pure);
    expect(answers[0].hubDegrees.length).toBeGreaterThan(0);
  });

  it('is of that tenant alone', async () => {
    const [own, other] = [await newTenant(), await newTenant()];
    await tenantTx(own.tenantId, (tx) => new WorkingPrevalence().learn(tx, own.tenantId, life));
    expect(await tenantTx(other.tenantId, (tx) => new WorkingPrevalence().of(tx, other.tenantId, life))).toEqual({ pairs: [], spreads: [], hubDegrees: [] });
  });

  it('is forgotten a hundred days after it was learnt, when a new day is', async () => {
    const tenant = await newTenant();
    const learn = (signals: readonly Signal[]) => tenantTx(tenant.tenantId, (tx) => new WorkingPrevalence().learn(tx, tenant.tenantId, signals));
    const kept = async (): Promise<number | undefined> => (await db.sql<{ n: number }>('SELECT count(*)::int AS n FROM sighting WHERE tenant_id = $1 AND subject = $2', [tenant.tenantId, 'rule|daily']))[0]?.n;
    await learn(life);
    await db.sql("UPDATE sighting SET learnt_on = current_date - 101 WHERE tenant_id = $1 AND day = (SELECT min(day) FROM sighting)", [tenant.tenantId]);
    await learn(life);
    expect(await kept()).toBe(96);
    await learn([signal(rule('daily', 'low'), activity(7 * DAY_MINUTES, { kind: 'registry_set', endpointName: 'PC-1' }))]);
    expect(await kept()).toBe(81);
  });
});
