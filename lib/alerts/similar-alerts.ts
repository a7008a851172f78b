import 'server-only';
import type { ImpactEntity, Sentence, Severity } from '../engine/correlate/types';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { tenantTx, type Tx } from '../platform/tx';
import { alertId, type AlertStatus, type Finding } from './model';

const CANDIDATES_MAX = 200;
const SHOWN_MAX = 5;
/** Below it two alerts have little in common. */
const SIMILARITY_MIN = 0.3;
/** From it on an old finding says something about the new alert. */
const ALIKE = 0.75;
const VERDICTS_MIN = 3;
const VERDICT_SHARE_MIN = 0.8;
const RULES_WEIGHT = 0.75;

export interface SimilarAlert {
  id: string; title: Sentence; score: number; severity: Severity; status: AlertStatus; finding: Finding | null; lastSeen: Date; closedAt: Date | null;
  /** 0..1: mostly by the rules that both have, a little by hosts and accounts. */
  similarity: number;
  sharedRules: number; sharedEntities: string[];
}

/** What the past says, with its evidence; it never decides. */
export interface VerdictHint { finding: Finding; count: number; of: number }
export interface SimilarAlerts { items: SimilarAlert[]; hint: VerdictHint | null }

interface Row extends Omit<SimilarAlert, 'similarity' | 'sharedEntities'> { rules: number; ownRules: number; impact: ImpactEntity[]; ownImpact: ImpactEntity[] }

async function candidates(tx: Tx, tenantId: number, id: string): Promise<Row[]> {
  return tx.$queryRaw<Row[]>`
    WITH own AS (SELECT DISTINCT rule_id FROM signal WHERE tenant_id = ${tenantId} AND alert_id = ${id}),
    found AS (
      SELECT s.alert_id, count(DISTINCT s.rule_id)::int AS shared FROM signal s JOIN own USING (rule_id)
      WHERE s.tenant_id = ${tenantId} AND s.alert_id <> ${id} GROUP BY s.alert_id ORDER BY shared DESC, s.alert_id DESC LIMIT ${CANDIDATES_MAX}
    )
    SELECT a.id, a.title, a.score::int AS score, a.severity, a.status, a.finding, a.last_seen AS "lastSeen", a.closed_at AS "closedAt", found.shared AS "sharedRules",
      (SELECT count(DISTINCT rule_id)::int FROM signal WHERE tenant_id = ${tenantId} AND alert_id = a.id) AS rules, (SELECT count(*)::int FROM own) AS "ownRules",
      a.content->'impact' AS impact, (SELECT content->'impact' FROM alert WHERE tenant_id = ${tenantId} AND id = ${id}) AS "ownImpact"
    FROM found JOIN alert a ON a.tenant_id = ${tenantId} AND a.id = found.alert_id AND a.merged_into IS NULL`;
}

function similar({ rules, ownRules, impact, ownImpact, ...row }: Row): SimilarAlert {
  const own = new Set(ownImpact.map(({ kind, key }) => `${kind}|${key}`));
  const shared = impact.filter(({ kind, key }) => own.has(`${kind}|${key}`)), all = own.size + impact.length - shared.length;
  const byRules = row.sharedRules / (rules + ownRules - row.sharedRules), byEntities = all === 0 ? 0 : shared.length / all;
  return { ...row, similarity: RULES_WEIGHT * byRules + (1 - RULES_WEIGHT) * byEntities, sharedEntities: shared.map(({ name }) => name) };
}

/** The finding that alerts like this one nearly always had, when there were some. The same rules alone make two alerts alike. */
export function verdictHint(alerts: readonly Pick<SimilarAlert, 'similarity' | 'status' | 'finding'>[]): VerdictHint | null {
  const judged = alerts.filter(({ similarity, status, finding }) => similarity >= ALIKE * RULES_WEIGHT && status === 'closed' && finding !== null);
  const counts = new Map<Finding, number>();
  for (const { finding } of judged) if (finding !== null) counts.set(finding, (counts.get(finding) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most && most[1] >= VERDICTS_MIN && most[1] / judged.length >= VERDICT_SHARE_MIN ? { finding: most[0], count: most[1], of: judged.length } : null;
}

/** Past alerts that look like this one, the most similar first, and what became of them. */
export async function similarAlerts(ctx: Context, id: string): Promise<SimilarAlerts> {
  requirePermission(ctx, 'alert', 'read');
  if (!alertId.safeParse(id).success) throw new AppError('not_found', `There is no alert ${id.slice(0, 60)}.`);
  const rows = await tenantTx(ctx.tenantId, (tx) => candidates(tx, ctx.tenantId, id));
  const alerts = rows.map(similar).filter(({ similarity }) => similarity >= SIMILARITY_MIN).sort((a, b) => b.similarity - a.similarity || b.lastSeen.getTime() - a.lastSeen.getTime());
  return { items: alerts.slice(0, SHOWN_MAX), hint: verdictHint(alerts) };
}
