import { afterEach, expect, it, vi } from 'vitest';
import { correlationHealth } from '../../../lib/alerts/correlation-health';
import { CorrelationLoop } from '../../../lib/worker/correlation-loop';
import { withDatabase } from '../../support/database';
import { drain, essence, intrusionBodies, sendBodies, tenantWithSource } from './intrusion';

withDatabase();
const loops: CorrelationLoop[] = [];
afterEach(async () => { await Promise.all(loops.splice(0).map((loop) => loop.stop())); });

function startLoop(): CorrelationLoop {
  const loop = new CorrelationLoop();
  loops.push(loop);
  loop.start();
  return loop;
}

it('two loops on one database bring every tenant up to date while records arrive, and make the alerts of one step', async () => {
  const quiet = await tenantWithSource();
  await sendBodies(quiet.source, intrusionBodies(100_000));
  await drain(quiet.job);
  const expected = await essence(quiet.tenant.ctx());
  startLoop();
  startLoop();
  const homes = [await tenantWithSource(), await tenantWithSource()];
  await Promise.all(homes.map(({ source }) => sendBodies(source, intrusionBodies(200))));
  for (const { tenant } of homes) {
    await vi.waitFor(async () => expect((await correlationHealth(tenant.ctx())).lag.batches).toBe(0), { timeout: 60_000, interval: 100 });
    expect(await essence(tenant.ctx())).toEqual(expected);
  }
}, 120_000);

it('a loop that rests or waits stops at once, and one that steps finishes its step', async () => {
  const { tenant, source } = await tenantWithSource();
  const loop = startLoop();
  await sendBodies(source, intrusionBodies(500));
  await loop.stop();
  const { lag } = await correlationHealth(tenant.ctx());
  // What was not correlated is there for the next.
  startLoop();
  await vi.waitFor(async () => expect((await correlationHealth(tenant.ctx())).lag.batches).toBe(0), { timeout: 60_000, interval: 100 });
  expect(lag.batches).toBeGreaterThanOrEqual(0);
  expect(await essence(tenant.ctx())).toHaveLength(1);
}, 120_000);
