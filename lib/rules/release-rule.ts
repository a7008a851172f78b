import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { tenantTx } from '../platform/tx';
import { bumpVersion, findOverlay, lockRules, writeOverlay } from './store';

/** Puts a quarantined rule back in force, or takes note of a reported excess. If it does the same again, it is quarantined again. */
export async function releaseRule(ctx: Context, id: string): Promise<void> {
  requirePermission(ctx, 'rule', 'write');
  const { tenantId } = ctx, at = ctx.clock.now();
  await tenantTx(tenantId, async (tx) => {
    await lockRules(tx, tenantId);
    const overlay = await findOverlay(tx, tenantId, id);
    if (!overlay?.excess) throw new AppError('not_found', 'There is no such rule in quarantine.');
    await writeOverlay(tx, tenantId, id, { quarantined: false, excess: null }, at);
    await writeAudit(tx, ctx, { action: 'rule.released', objectKind: 'rule', objectId: id, before: { quarantined: overlay.quarantined, excess: { ...overlay.excess } } });
    if (overlay.quarantined) await bumpVersion(tx, tenantId, at);
  });
}
