import 'server-only';
import { listAlertLines } from '../alerts/list-alert-lines';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';
import { scopeOf } from './activities-of';
import { findAlertIds } from './list-store';
import type { AssetAlerts } from './model';

const SHOWN = 100;

/** Alerts that touch an asset, open ones first. */
export async function assetAlerts(ctx: Context, kindInput: unknown, keyInput: unknown): Promise<AssetAlerts> {
  requirePermission(ctx, 'alert', 'read');
  const { kind, keys } = await scopeOf(ctx, kindInput, keyInput), { tenantId } = ctx;
  const { ids, ...counts } = await tenantTx(tenantId, (tx) => findAlertIds(tx, tenantId, kind, keys, SHOWN));
  const lines = await listAlertLines(ctx, ids);
  return { items: lines.map((line) => ({ ...line, firstSeen: line.firstSeen.toISOString(), lastSeen: line.lastSeen.toISOString() })), ...counts };
}
