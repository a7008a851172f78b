import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { Prisma } from '../platform/generated/prisma/client';
import { tenantTx } from '../platform/tx';

export interface RuleOutcomeRow { ruleId: string; count: number; lastFired: Date; judged: number; falsePositives: number }

/** How often rules fired, and how the findings of closed alerts judge their signals. All rules, or one. */
export async function ruleOutcomes(ctx: Context, ruleId?: string): Promise<RuleOutcomeRow[]> {
  requirePermission(ctx, 'alert', 'read');
  const { tenantId } = ctx;
  return tenantTx(tenantId, (tx) => tx.$queryRaw<RuleOutcomeRow[]>`
    SELECT s.rule_id AS "ruleId", sum(s.count)::float8 AS count, max(s.last_seen) AS "lastFired",
      (count(*) FILTER (WHERE a.status = 'closed' AND a.finding IS NOT NULL))::int AS judged,
      (count(*) FILTER (WHERE a.status = 'closed' AND a.finding IN ('false_positive', 'benign_true_positive')))::int AS "falsePositives"
    FROM signal s LEFT JOIN alert a ON a.tenant_id = s.tenant_id AND a.id = s.alert_id
    WHERE s.tenant_id = ${tenantId} AND ${ruleId === undefined ? Prisma.sql`TRUE` : Prisma.sql`s.rule_id = ${ruleId}`} GROUP BY s.rule_id`);
}
