import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';
import type { VariableList } from './model';
import { findRuleHeads, findVariables } from './store';

const UNSET = /^the placeholder %(\w+)% has no value$/;

/** The tenant's values for placeholders, and the placeholders that rules wait for. */
export async function listVariables(ctx: Context): Promise<VariableList> {
  requirePermission(ctx, 'rule', 'read');
  return tenantTx(ctx.tenantId, async (tx) => {
    const waiting = new Map<string, number>();
    for (const { problems } of await findRuleHeads(tx, ctx.tenantId, { deleted: false })) for (const { severity, reason } of problems) {
      const name = severity === 'warning' ? UNSET.exec(reason)?.[1] : undefined;
      if (name !== undefined) waiting.set(name, (waiting.get(name) ?? 0) + 1);
    }
    const unset = [...waiting].map(([name, rules]) => ({ name, rules })).sort((a, b) => b.rules - a.rules || a.name.localeCompare(b.name));
    return { variables: await findVariables(tx, ctx.tenantId), unset };
  });
}
