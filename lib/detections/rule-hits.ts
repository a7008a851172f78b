import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';

/** Records per UTC day of observation that a rule matched, from a day on. Days without any are left out. */
export async function ruleHits(ctx: Context, ruleId: string, from: Date): Promise<{ day: string; count: number }[]> {
  requirePermission(ctx, 'detection', 'read');
  const { tenantId } = ctx;
  return tenantTx(tenantId, (tx) => tx.$queryRaw<{ day: string; count: number }[]>`
    SELECT to_char(observed_at, 'YYYY-MM-DD') AS day, count(*)::int AS count FROM detection
    WHERE tenant_id = ${tenantId} AND observed_at >= ${from} AND ${ruleId} = ANY(rule_ids) GROUP BY 1 ORDER BY 1`);
}
