import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';
import type { TargetView } from './model';
import { findTargets } from './store';

/** Every target with its state; keys stay on the server. */
export async function listTargets(ctx: Context): Promise<TargetView[]> {
  requirePermission(ctx, 'notification', 'read');
  return tenantTx(ctx.tenantId, (tx) => findTargets(tx, ctx.tenantId));
}
