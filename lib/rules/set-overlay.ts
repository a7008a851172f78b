import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { builtInRules } from './built-in-rules';
import { overlayInput } from './model';
import { bumpVersion, findOverlay, findRule, lockRules, writeOverlay } from './store';

/** Turns a rule on or off, or gives it another level, for this tenant; null takes the decision back. It outlives updates of the rule. */
export async function setOverlay(ctx: Context, id: string, input: unknown): Promise<void> {
  requirePermission(ctx, 'rule', 'write');
  const change = parseInput(overlayInput, input);
  const { tenantId } = ctx, at = ctx.clock.now(), builtIn = await builtInRules();
  await tenantTx(tenantId, async (tx) => {
    await lockRules(tx, tenantId);
    const stored = await findRule(tx, tenantId, id);
    if ((!stored || stored.deletedAt) && !builtIn.has(id)) throw new AppError('not_found', `There is no rule ${id.slice(0, 100)}.`);
    const overlay = await findOverlay(tx, tenantId, id);
    const before = { enabled: overlay?.enabled ?? null, level: overlay?.level ?? null };
    const data = { ...(change.enabled === undefined ? {} : { enabled: change.enabled }), ...(change.level === undefined ? {} : { level: change.level }) };
    const after = { ...before, ...data };
    if (before.enabled === after.enabled && before.level === after.level) return;
    await writeOverlay(tx, tenantId, id, data, at);
    await writeAudit(tx, ctx, { action: 'rule.overlay_set', objectKind: 'rule', objectId: id, before, after });
    await bumpVersion(tx, tenantId, at);
  });
}
