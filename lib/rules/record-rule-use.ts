import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx, type Tx } from '../platform/tx';
import { addCosts, bumpVersion, findOverlay, findRule, lockRules, writeOverlay } from './store';
import type { RuleUse } from './thread-types';

/** A built-in rule's excess is written down once in this time. */
const REPORT_AGAIN_MS = 86_400_000;

/**
 * Writes down what rules cost in a batch. A rule of the tenant's own that went past the bounds is taken out of force before the next batch; a built-in one
 * stays (nobody should be able to silence it with a flood of what it is looking for) and is reported.
 */
export async function recordRuleUse(ctx: Context, { excesses, costs }: RuleUse): Promise<void> {
  requirePermission(ctx, 'rule', 'write');
  const { tenantId } = ctx, at = ctx.clock.now();
  await tenantTx(tenantId, async (tx) => {
    if (costs.length > 0) await addCosts(tx, tenantId, costs, at);
    if (excesses.length > 0) await lockRules(tx, tenantId);
    let changed = false;
    for (const excess of excesses) changed = (await handle(tx, ctx, excess, at)) || changed;
    if (changed) await bumpVersion(tx, tenantId, at);
  });
}

/** True when the rules in force are others now. */
async function handle(tx: Tx, ctx: Context, { ruleId, ...excess }: RuleUse['excesses'][number], at: Date): Promise<boolean> {
  const { tenantId } = ctx;
  const overlay = await findOverlay(tx, tenantId, ruleId);
  if (overlay?.quarantined) return false;
  const stored = await findRule(tx, tenantId, ruleId);
  const own = stored !== undefined && stored.deletedAt === null;
  if (!own && overlay?.excessAt && at.getTime() - overlay.excessAt.getTime() < REPORT_AGAIN_MS) return false;
  await writeOverlay(tx, tenantId, ruleId, { excess, quarantined: own }, at);
  await writeAudit(tx, ctx, { action: own ? 'rule.quarantined' : 'rule.excess_reported', objectKind: 'rule', objectId: ruleId, after: { ...excess } });
  ctx.log.warn({ tenantId, ruleId, ...excess }, own ? 'rule quarantined' : 'built-in rule beyond its bounds');
  return own;
}
