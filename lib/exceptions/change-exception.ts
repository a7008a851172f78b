import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { memberName } from '../users/member-name';
import { changeExceptionInput, expiryOf } from './model';
import { bumpVersion, findException, updateException } from './store';

/** Changes the words, the owner or the end. What it mutes cannot be changed: end it and make another, so that a label always means the same. */
export async function changeException(ctx: Context, id: number, input: unknown): Promise<{ version: number }> {
  requirePermission(ctx, 'exception', 'write');
  const { version, days, ownerId, ...words } = parseInput(changeExceptionInput, input);
  const { tenantId } = ctx, now = ctx.clock.now();
  return tenantTx(tenantId, async (tx) => {
    const found = await findException(tx, tenantId, id, now);
    if (!found) throw new AppError('not_found', 'There is no such exception.');
    if (found.state === 'ended' || found.state === 'expired') throw new AppError('conflict', 'This exception is over. Make a new one.');
    const expiresAt = days === undefined ? new Date(found.expiresAt) : expiryOf(now, days);
    const owner = ownerId === undefined ? {} : { ownerId, ownerName: await memberName(tx, tenantId, ownerId) };
    if (!(await updateException(tx, tenantId, id, version, { ...words, ...owner, expiresAt, updatedAt: now }))) throw new AppError('condition_not_met', 'The exception has changed since you read it.');
    if (days !== undefined) await bumpVersion(tx, tenantId, now);
    const { title, reason, ownerName } = found;
    await writeAudit(tx, ctx, { action: 'exception.changed', objectKind: 'exception', objectId: String(id), before: { title, reason, ownerName, expiresAt: found.expiresAt }, after: { ...words, ...owner, expiresAt: expiresAt.toISOString() } });
    return { version: version + 1 };
  });
}
