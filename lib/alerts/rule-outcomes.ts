import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { Prisma } from '../platform/generated/prisma/client';
import { tenantTx } from '../platform/tx';

export interface RuleOutcomeRow {
  ruleId: string;
  count: number;
  lastFired: Date;
  judged: number;
  falsePositives: number;
  /** Records matched per UTC day of the last `OUTCOME_DAYS`, today last; empty when there were none. */
  daily: number[];
}

export const OUTCOME_DAYS = 30;
const DAY_MS = 86_400_000;

/** `days` as `day:count`, parted by spaces: one text is read from the database far faster than two lists. */
interface Row extends Omit<RuleOutcomeRow, 'daily'> { days: string | null }

/**
 * How often rules fired, all told and lately, and how the findings of closed alerts judge their signals. All rules, or one. Read from signals, which count the
 * detections of one rule and day already: one pass over them costs a fraction of one over the detections of a month.
 */
export async function ruleOutcomes(ctx: Context, ruleId?: string): Promise<RuleOutcomeRow[]> {
  requirePermission(ctx, 'alert', 'read');
  const { tenantId } = ctx;
  const firstDay = Math.floor(ctx.clock.now().getTime() / DAY_MS) - (OUTCOME_DAYS - 1);
  const rows = await tenantTx(tenantId, (tx) => tx.$queryRaw<Row[]>`
    SELECT rule_id AS "ruleId", sum(count)::float8 AS count, max(last_seen) AS "lastFired", sum(judged)::int AS judged, sum(false_positives)::int AS "falsePositives",
      string_agg(day || ':' || count, ' ') FILTER (WHERE day >= 0) AS days
    FROM (
      SELECT s.rule_id, greatest(-1, floor(extract(epoch FROM s.last_seen) / 86400)::int - ${firstDay}::int) AS day, sum(s.count) AS count, max(s.last_seen) AS last_seen,
        count(*) FILTER (WHERE a.status = 'closed' AND a.finding IS NOT NULL) AS judged,
        count(*) FILTER (WHERE a.status = 'closed' AND a.finding IN ('false_positive', 'benign_true_positive')) AS false_positives
      FROM signal s LEFT JOIN alert a ON a.tenant_id = s.tenant_id AND a.id = s.alert_id
      WHERE s.tenant_id = ${tenantId} AND ${ruleId === undefined ? Prisma.sql`TRUE` : Prisma.sql`s.rule_id = ${ruleId}`} GROUP BY 1, 2
    ) AS per_day GROUP BY rule_id`);
  return rows.map(({ days, ...row }) => ({ ...row, daily: days === null ? [] : series(days) }));
}

/** Records per UTC day, from a day on, by which a correlation rule held: it makes signals, and no detections of its own. Days without any are left out. */
export async function correlationHits(ctx: Context, ruleId: string, from: Date): Promise<{ day: string; count: number }[]> {
  requirePermission(ctx, 'alert', 'read');
  const { tenantId } = ctx;
  return tenantTx(tenantId, (tx) => tx.$queryRaw<{ day: string; count: number }[]>`
    SELECT to_char(last_seen AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, sum(count)::int AS count FROM signal
    WHERE tenant_id = ${tenantId} AND rule_id = ${ruleId} AND last_seen >= ${from} GROUP BY 1 ORDER BY 1`);
}

function series(days: string): number[] {
  const daily = Array.from({ length: OUTCOME_DAYS }, () => 0);
  for (const each of days.split(' ')) {
    const [day, count] = each.split(':').map(Number);
    // What a clock that runs ahead dates after today counts for today.
    const at = Math.min(day ?? 0, OUTCOME_DAYS - 1);
    daily[at] = (daily[at] ?? 0) + (count ?? 0);
  }
  return daily;
}
