import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';
import type { ApiKeyView } from './model';
import { findApiKeys, viewOf } from './store';

/** The tenant's keys, revoked ones too, newest first. */
export async function listApiKeys(ctx: Context): Promise<ApiKeyView[]> {
  requirePermission(ctx, 'api_key', 'read');
  return (await tenantTx(ctx.tenantId, (tx) => findApiKeys(tx, ctx.tenantId))).map(viewOf);
}
