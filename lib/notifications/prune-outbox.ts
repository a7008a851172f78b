import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';
import { deleteFinished } from './resend-store';

const DAY_MS = 86_400_000, DELIVERED_DAYS = 30, DEAD_DAYS = 90;

/** Forgets what was delivered a month ago, and what was put aside and left there for three. */
export async function pruneOutbox(ctx: Context): Promise<number> {
  requirePermission(ctx, 'notification', 'read');
  const now = ctx.clock.now().getTime();
  return tenantTx(ctx.tenantId, (tx) => deleteFinished(tx, ctx.tenantId, new Date(now - DELIVERED_DAYS * DAY_MS), new Date(now - DEAD_DAYS * DAY_MS)));
}
