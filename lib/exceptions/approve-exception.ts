import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { tenantTx } from '../platform/tx';
import { bumpVersion, findException, updateException } from './store';

/** Puts a proposed exception in force. Never by the one who proposed it. */
export async function approveException(ctx: Context, id: number): Promise<{ version: number }> {
  requirePermission(ctx, 'exception', 'write');
  const { tenantId, actor } = ctx, now = ctx.clock.now();
  return tenantTx(tenantId, async (tx) => {
    const found = await findException(tx, tenantId, id, now);
    if (!found) throw new AppError('not_found', 'There is no such exception.');
    if (found.state !== 'proposed') throw new AppError('conflict', 'This exception does not wait for approval.');
    if (actor.kind !== 'user' || actor.id === found.createdBy) throw new AppError('forbidden', 'Another person than the one who proposed it must approve it.');
    if (Date.parse(found.expiresAt) <= now.getTime()) throw new AppError('conflict', 'This exception has expired before it was approved.');
    if (!(await updateException(tx, tenantId, id, found.version, { state: 'active', startsAt: now, approvedByName: actor.name, updatedAt: now }))) throw new AppError('condition_not_met', 'The exception has changed since you read it.');
    await bumpVersion(tx, tenantId, now);
    await writeAudit(tx, ctx, { action: 'exception.approved', objectKind: 'exception', objectId: String(id), after: { createdBy: found.createdByName } });
    return { version: found.version + 1 };
  });
}
