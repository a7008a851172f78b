import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { variablesInput } from './model';
import { parseRule } from './parse-rule';
import { bumpVersion, findRulesWithPlaceholders, findVariables, lockRules, replaceVariables, writeRules } from './store';

const TIMEOUT_MS = 60_000;

/** Replaces all values for placeholders, and reads the rules that have some anew. */
export async function setVariables(ctx: Context, input: unknown): Promise<{ version: string }> {
  requirePermission(ctx, 'rule', 'write');
  const { variables } = parseInput(variablesInput, input);
  const { tenantId } = ctx, at = ctx.clock.now();
  return tenantTx(tenantId, async (tx) => {
    await lockRules(tx, tenantId);
    const before = await findVariables(tx, tenantId);
    await replaceVariables(tx, tenantId, variables, at);
    const rules = await findRulesWithPlaceholders(tx, tenantId);
    await writeRules(tx, tenantId, rules.map((rule) => ({ ...rule, ...parseRule(rule, variables), id: rule.id })), at);
    await writeAudit(tx, ctx, { action: 'rule.variables_set', objectKind: 'rule', before, after: variables });
    return { version: String(await bumpVersion(tx, tenantId, at)) };
  }, TIMEOUT_MS);
}
