import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';
import type { Retention } from './model';
import { findRetention } from './store';

export async function getRetention(ctx: Context): Promise<Retention> {
  requirePermission(ctx, 'system', 'read');
  return tenantTx(ctx.tenantId, (tx) => findRetention(tx, ctx.tenantId));
}
