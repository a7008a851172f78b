import 'server-only';
import { ruleOutcomes } from '../alerts/rule-outcomes';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { builtInRules } from './built-in-rules';
import { filterRules } from './filter-rules';
import { ruleFilter, type RuleFilter, type RuleList } from './model';
import { builtInRow, storedRow } from './rule-rows';
import { findCosts, findImports, findOverlays, findRuleHeads } from './store';

const byTitle = (a: { title: string; id: string }, b: { title: string; id: string }): number => (a.title < b.title ? -1 : a.title > b.title ? 1 : a.id < b.id ? -1 : 1);

/** All rules of the tenant, built in, imported and own, with what it decided about them; whole, since a tenant has thousands and not millions. */
export async function listRules(ctx: Context, input: RuleFilter = {}): Promise<RuleList> {
  requirePermission(ctx, 'rule', 'read');
  const filter = parseInput(ruleFilter, input);
  const { tenantId } = ctx;
  const outcomes = new Map((await ruleOutcomes(ctx)).map((outcome) => [outcome.ruleId, outcome]));
  const builtIn = await builtInRules();
  return tenantTx(tenantId, async (tx) => {
    const overlays = new Map((await findOverlays(tx, tenantId)).map((overlay) => [overlay.ruleId, overlay]));
    const costs = await findCosts(tx, tenantId);
    const parts = (id: string) => ({ overlay: overlays.get(id), outcome: outcomes.get(id), nanosecondsPerEvent: costs.get(id) });
    const heads = await findRuleHeads(tx, tenantId, { deleted: false });
    const stored = new Set(heads.map(({ id }) => id));
    const rows = [
      ...[...builtIn.values()].filter(({ id }) => !stored.has(id)).map((rule) => builtInRow(rule, parts(rule.id))),
      ...heads.map((rule) => storedRow(rule, parts(rule.id))),
    ].sort(byTitle);
    const imports = (await findImports(tx, tenantId)).map((each) => ({ ...each, importedAt: each.importedAt.toISOString() }));
    return { ...filterRules(rows, filter), total: rows.length, imports };
  });
}
