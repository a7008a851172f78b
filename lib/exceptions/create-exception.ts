import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { memberName } from '../users/member-name';
import { createExceptionInput, EXCEPTION_LIMITS, expiryOf, type ExceptionState } from './model';
import { bumpVersion, countActive, insertException, isTwoPerson } from './store';

/** Makes an exception. It mutes from now on, or, where two people must agree, from its approval on; what was detected before stays as it is. */
export async function createException(ctx: Context, input: unknown): Promise<{ id: number; state: ExceptionState }> {
  requirePermission(ctx, 'exception', 'write');
  const { title, reason, draft, days, ownerId, alertId } = parseInput(createExceptionInput, input);
  const { tenantId, actor } = ctx, now = ctx.clock.now(), me = actor.kind === 'user' ? actor.id : null;
  return tenantTx(tenantId, async (tx) => {
    if ((await countActive(tx, tenantId, now)) >= EXCEPTION_LIMITS.activeMax) throw new AppError('conflict', `There are ${EXCEPTION_LIMITS.activeMax} exceptions already. End some first.`);
    if (alertId !== undefined && !(await tx.alert.count({ where: { tenantId, id: alertId } }))) throw new AppError('bad_request', 'There is no such alert.', { fields: { alertId: 'not found' } });
    const proposed = await isTwoPerson(tx, tenantId), state = proposed ? 'proposed' : 'active';
    const ownerName = ownerId === undefined || ownerId === me ? actor.name : await memberName(tx, tenantId, ownerId);
    const { conditions, scope } = draft;
    const id = await insertException(tx, {
      tenantId, title, reason, conditions: conditions.map((each) => ({ ...each })), scope: { ...scope }, state, alertId: alertId ?? null, ownerId: ownerId ?? me, ownerName,
      createdBy: me, createdByName: actor.name, createdAt: now, startsAt: proposed ? null : now, expiresAt: expiryOf(now, days), updatedAt: now,
    });
    if (!proposed) await bumpVersion(tx, tenantId, now);
    await writeAudit(tx, ctx, { action: proposed ? 'exception.proposed' : 'exception.created', objectKind: 'exception', objectId: String(id), after: { title, reason, draft: JSON.parse(JSON.stringify(draft)), days, alertId: alertId ?? null } });
    return { id, state };
  });
}
