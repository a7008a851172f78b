import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';

export interface SeenThere { ruleId: string; endpointKey: string | null; observedAt: Date }

/** Alerts that hold one of these: the same rule on the same endpoint at that time. Those that are not closed, and those closed as true positive. */
export async function alertsWith(ctx: Context, seen: readonly SeenThere[]): Promise<{ open: string[]; truePositive: string[] }> {
  requirePermission(ctx, 'alert', 'read');
  if (seen.length === 0) return { open: [], truePositive: [] };
  const rows = seen.map(({ ruleId, endpointKey, observedAt }) => ({ rule_id: ruleId, endpoint_key: endpointKey, at: observedAt.toISOString() }));
  const found = await tenantTx(ctx.tenantId, (tx) => tx.$queryRaw<{ id: string; status: string; finding: string | null }[]>`
    SELECT DISTINCT a.id, a.status, a.finding FROM json_to_recordset(${JSON.stringify(rows)}::json) AS d(rule_id text, endpoint_key text, at timestamptz)
    JOIN signal s ON s.tenant_id = ${ctx.tenantId} AND s.rule_id = d.rule_id AND s.endpoint_key IS NOT DISTINCT FROM d.endpoint_key AND d.at BETWEEN s.first_seen AND s.last_seen
    JOIN alert a ON a.tenant_id = s.tenant_id AND a.id = s.alert_id ORDER BY a.id`);
  return {
    open: found.filter(({ status }) => status !== 'closed').map(({ id }) => id),
    truePositive: found.filter(({ status, finding }) => status === 'closed' && finding === 'true_positive').map(({ id }) => id),
  };
}
