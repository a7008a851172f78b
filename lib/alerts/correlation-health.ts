import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';
import { countAlertsPerDay, countCorrections, countSignals, readLag } from './health-store';
import { HEALTH_DAYS, type CorrelationHealth } from './model';
import { WORKING_SET_MAX } from './working-set';

/** How correlation itself is doing: how far behind it is, how much it looks at, and what it has put in no alert and why. */
export async function correlationHealth(ctx: Context): Promise<CorrelationHealth> {
  requirePermission(ctx, 'system', 'read');
  const { tenantId } = ctx, now = ctx.clock.now();
  return tenantTx(tenantId, async (tx) => {
    const { windowFrom, windowTo, ...lag } = await readLag(tx, tenantId, now), signals = await countSignals(tx, tenantId, now);
    return {
      lag,
      workingSet: { signals: signals.window, max: WORKING_SET_MAX, from: windowFrom, to: windowTo },
      singletonShare: signals.recent === 0 ? 0 : signals.alone / signals.recent,
      alertsPerDay: await countAlertsPerDay(tx, tenantId, now),
      unalerted: signals.unalerted,
      corrections: await countCorrections(tx, tenantId, now),
      days: HEALTH_DAYS,
    };
  });
}
