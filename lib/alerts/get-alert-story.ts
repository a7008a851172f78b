import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';
import type { StoredAlert } from './model';
import { findAlert } from './store';

/** The alert of exactly this id, joined into another or not; undefined when it is gone. */
export async function getAlertStory(ctx: Context, id: string): Promise<StoredAlert | undefined> {
  requirePermission(ctx, 'alert', 'read');
  return tenantTx(ctx.tenantId, (tx) => findAlert(tx, ctx.tenantId, id));
}
