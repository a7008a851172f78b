import 'server-only';
import type { AlertContent, Signal } from '../engine/correlate/types';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { ALERT_SIGNALS_MAX } from './get-alert';
import { alertFilter, type AlertFilterInput, type AlertRow } from './model';
import { findAlerts, findAlertSignals } from './store';

export interface WholeAlert { row: AlertRow; content: Pick<AlertContent, 'impact' | 'indicators'>; signals: Signal[] }

/** A page of alerts with their signals and indicators, for readers that take all of an alert at once. */
export async function listAlertsWhole(ctx: Context, input: AlertFilterInput): Promise<{ items: WholeAlert[]; total: number; cursor?: string }> {
  requirePermission(ctx, 'alert', 'read');
  const filter = parseInput(alertFilter, input);
  return tenantTx(ctx.tenantId, async (tx) => {
    const { rows, ...rest } = await findAlerts(tx, ctx.tenantId, filter);
    const ids = rows.map((r) => r.id);
    const signals = await findAlertSignals(tx, ctx.tenantId, ids, ALERT_SIGNALS_MAX);
    const contents = await tx.alert.findMany({ where: { tenantId: ctx.tenantId, id: { in: ids } }, select: { id: true, content: true } });
    const contentOf = new Map(contents.map((c) => [c.id, c.content as unknown as AlertContent]));
    return { ...rest, items: rows.map((row) => ({ row, content: contentOf.get(row.id) ?? { impact: row.impact, indicators: [] }, signals: signals.get(row.id) ?? [] })) };
  });
}
