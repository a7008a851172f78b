import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { tenantTx } from '../platform/tx';
import { bumpVersion, findException, updateException } from './store';

/** Ends an exception, or refuses a proposed one: from the next batch on nothing is muted by it. What it muted stays labelled. */
export async function endException(ctx: Context, id: number): Promise<{ version: number }> {
  requirePermission(ctx, 'exception', 'write');
  const { tenantId, actor } = ctx, now = ctx.clock.now();
  return tenantTx(tenantId, async (tx) => {
    const found = await findException(tx, tenantId, id, now);
    if (!found) throw new AppError('not_found', 'There is no such exception.');
    if (found.state === 'ended') throw new AppError('conflict', 'This exception has ended already.');
    if (!(await updateException(tx, tenantId, id, found.version, { state: 'ended', endedAt: now, endedByName: actor.name, updatedAt: now }))) throw new AppError('condition_not_met', 'The exception has changed since you read it.');
    await bumpVersion(tx, tenantId, now);
    await writeAudit(tx, ctx, { action: 'exception.ended', objectKind: 'exception', objectId: String(id), before: { state: found.state, hits: found.hits } });
    return { version: found.version + 1 };
  });
}
