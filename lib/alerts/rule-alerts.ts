import 'server-only';
import type { Sentence, Severity } from '../engine/correlate/types';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';
import type { AlertStatus, Finding } from './model';

/** An alert as far as a rule's page shows it. */
export interface RuleAlertRow { id: string; title: Sentence; severity: Severity; status: AlertStatus; finding: Finding | null; lastSeen: Date; /** Records that this rule gave to it. */ count: number }

const SHOWN_MAX = 20;

/** The alerts that a rule took part in, latest first, and how many there are; without those that were joined into another. */
export async function ruleAlerts(ctx: Context, ruleId: string): Promise<{ rows: RuleAlertRow[]; total: number }> {
  requirePermission(ctx, 'alert', 'read');
  const { tenantId } = ctx;
  const rows = await tenantTx(tenantId, (tx) => tx.$queryRaw<(RuleAlertRow & { total: number })[]>`
    SELECT a.id, a.title, a.severity, a.status, a.finding, a.last_seen AS "lastSeen", mine.count, (count(*) OVER ())::int AS total
    FROM (SELECT alert_id, sum(count)::float8 AS count FROM signal WHERE tenant_id = ${tenantId} AND rule_id = ${ruleId} AND alert_id IS NOT NULL GROUP BY alert_id) AS mine
    JOIN alert a ON a.tenant_id = ${tenantId} AND a.id = mine.alert_id AND a.merged_into IS NULL
    ORDER BY a.last_seen DESC, a.id DESC LIMIT ${SHOWN_MAX}`);
  return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 };
}
