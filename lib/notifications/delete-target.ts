import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';
import { deleteTargetRow, requireTarget } from './store';

/** Removes a target with its keys and with what it was still to be told. */
export async function deleteTarget(ctx: Context, id: number): Promise<void> {
  requirePermission(ctx, 'notification', 'write');
  await tenantTx(ctx.tenantId, async (tx) => {
    const { name, channel } = await requireTarget(tx, ctx.tenantId, id);
    await deleteTargetRow(tx, ctx.tenantId, id);
    await writeAudit(tx, ctx, { action: 'notification_target.deleted', objectKind: 'notification_target', objectId: String(id), before: { name, channel } });
  });
}
