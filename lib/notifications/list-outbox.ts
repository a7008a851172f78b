import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';
import { NOTIFICATION_LIMITS, type OutboxView } from './model';
import { findOutbox } from './outbox-store';

/** What is still to be told or was put aside, and what was delivered last; the newest first. */
export async function listOutbox(ctx: Context): Promise<{ open: OutboxView[]; delivered: OutboxView[] }> {
  requirePermission(ctx, 'notification', 'read');
  const max = NOTIFICATION_LIMITS.outboxPage;
  return tenantTx(ctx.tenantId, async (tx) => ({
    open: [...(await findOutbox(tx, ctx.tenantId, ['dead'], max)), ...(await findOutbox(tx, ctx.tenantId, ['waiting', 'sending'], max))], delivered: await findOutbox(tx, ctx.tenantId, ['delivered'], max),
  }));
}
