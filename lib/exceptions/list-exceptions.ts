import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';
import type { ExceptionRow } from './model';
import { findExceptions, isTwoPerson } from './store';

/** Every exception that there ever was, the newest first, and whether two people must agree to one. */
export async function listExceptions(ctx: Context): Promise<{ items: ExceptionRow[]; twoPerson: boolean }> {
  requirePermission(ctx, 'exception', 'read');
  return tenantTx(ctx.tenantId, async (tx) => ({ items: await findExceptions(tx, ctx.tenantId, ctx.clock.now()), twoPerson: await isTwoPerson(tx, ctx.tenantId) }));
}
