import 'server-only';
import type { Signal } from '../engine/correlate/types';
import { ruleBehind } from '../engine/product-rule';
import type { RuleInfo } from '../engine/sigma/types';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { tenantTx, type Tx } from '../platform/tx';
import { ruleIndex } from '../rules/rule-index';
import { alertId, type StoredAlert } from './model';
import { findAlert, findAlertSignals } from './store';

/** Signals shown with an alert; the alert's own content says how many there are. */
export const ALERT_SIGNALS_MAX = 300;

export interface AlertDetail { alert: StoredAlert; signals: Signal[]; rules: Record<string, RuleInfo> }

async function follow(tx: Tx, tenantId: number, id: string): Promise<StoredAlert> {
  const alert = await findAlert(tx, tenantId, id);
  if (!alert) throw new AppError('not_found', `There is no alert ${id}.`);
  return alert.mergedInto === null ? alert : follow(tx, tenantId, alert.mergedInto);
}

/** One alert with its story, signals and the rules that wrote it. The id of an alert that was joined into another gives that other one. */
export async function getAlert(ctx: Context, id: string): Promise<AlertDetail> {
  requirePermission(ctx, 'alert', 'read');
  if (!alertId.safeParse(id).success) throw new AppError('not_found', `There is no alert ${id.slice(0, 60)}.`);
  const index = await ruleIndex(ctx.tenantId);
  return tenantTx(ctx.tenantId, async (tx) => {
    const alert = await follow(tx, ctx.tenantId, id);
    const signals = (await findAlertSignals(tx, ctx.tenantId, [alert.id], ALERT_SIGNALS_MAX)).get(alert.id) ?? [];
    const rules = Object.fromEntries(signals.flatMap((s) => { const rule = ruleBehind(s.ruleId, s.activity, index); return rule ? [[rule.id, rule]] : []; }));
    return { alert, signals, rules };
  });
}
