import 'server-only';
import { utcDay } from '../platform/clock';
import { requirePermission, type Context } from '../platform/context';
import { allows } from '../platform/permissions';
import { tenantTx } from '../platform/tx';
import { roomProblem, type StorageReport } from './model';
import { readRoom, roomLimits } from './read-room';
import { findReceivedDays, findTableSizes } from './store';

/** What is stored, how fast it grows and how much room is left. */
export async function getStorage(ctx: Context): Promise<StorageReport> {
  requirePermission(ctx, 'system', 'read');
  const { actor } = ctx, runsIt = 'role' in actor && allows(actor.role, 'system', 'write');
  const limits = roomLimits();
  const [room, tables, days] = await Promise.all([
    readRoom(), runsIt ? findTableSizes() : null, tenantTx(ctx.tenantId, (tx) => findReceivedDays(tx, ctx.tenantId, utcDay(ctx.clock.now()))),
  ]);
  return { room, limits, problem: roomProblem(room, limits) ?? null, tables, days };
}
