import 'server-only';
import type { Activity } from '../engine/activity/activity';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';
import { storedActivity } from './stored-activity';

/** A record as it was normalised when it came; undefined when there is none at this address. */
export async function getActivity(ctx: Context, uuid: string): Promise<Activity | undefined> {
  requirePermission(ctx, 'activity', 'read');
  return tenantTx(ctx.tenantId, (tx) => storedActivity(tx, ctx.tenantId, uuid));
}
