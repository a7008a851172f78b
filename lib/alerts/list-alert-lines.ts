import 'server-only';
import type { Sentence, Severity } from '../engine/correlate/types';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';
import type { AlertStatus, Finding } from './model';

export interface AlertLine { id: string; title: Sentence; score: number; severity: Severity; status: AlertStatus; finding: Finding | null; firstSeen: Date; lastSeen: Date }

/** These alerts in short, open ones first, then the newest. */
export async function listAlertLines(ctx: Context, ids: readonly string[]): Promise<AlertLine[]> {
  requirePermission(ctx, 'alert', 'read');
  if (ids.length === 0) return [];
  return tenantTx(ctx.tenantId, (tx) => tx.$queryRaw<AlertLine[]>`
    SELECT id, title, score::int AS score, severity, status, finding, first_seen AS "firstSeen", last_seen AS "lastSeen" FROM alert
    WHERE tenant_id = ${ctx.tenantId} AND id = ANY(${[...ids]}::text[]) ORDER BY (status = 'closed'), last_seen DESC, id DESC`);
}
