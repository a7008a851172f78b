import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { alertFilter, type AlertFilterInput, type AlertRow } from './model';
import { findAlerts } from './store';

export interface AlertPage { items: AlertRow[]; total: number; cursor?: string }

/** A page of the Workbench. Alerts that were joined into another are left out. */
export async function listAlerts(ctx: Context, input: AlertFilterInput): Promise<AlertPage> {
  requirePermission(ctx, 'alert', 'read');
  const filter = parseInput(alertFilter, input);
  const { rows, ...rest } = await tenantTx(ctx.tenantId, (tx) => findAlerts(tx, ctx.tenantId, filter));
  return { items: rows, ...rest };
}
