import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { tenantTx } from '../platform/tx';
import { bumpVersion, findRule, lockRules, markDeleted } from './store';

/** Deletes a rule of the tenant's own; the built-in rule that it was a copy of is in force again. What it detected keeps its title. */
export async function deleteOwnRule(ctx: Context, id: string): Promise<void> {
  requirePermission(ctx, 'rule', 'write');
  const { tenantId } = ctx, at = ctx.clock.now();
  await tenantTx(tenantId, async (tx) => {
    await lockRules(tx, tenantId);
    const stored = await findRule(tx, tenantId, id);
    if (!stored || stored.deletedAt) throw new AppError('not_found', `There is no rule of your own with the id ${id.slice(0, 100)}.`);
    if (stored.origin === 'imported') throw new AppError('conflict', `This rule belongs to the imported set "${stored.originSet}" and would come back with its next import. Turn it off instead.`);
    await markDeleted(tx, tenantId, [id], at);
    await writeAudit(tx, ctx, { action: 'rule.deleted', objectKind: 'rule', objectId: id, before: { title: stored.title, text: stored.text } });
    await bumpVersion(tx, tenantId, at);
  });
}
