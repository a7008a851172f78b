import 'server-only';
import type { Severity } from '../engine/correlate/types';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';

/** How many alerts nobody has closed, by severity. */
export async function countOpenAlerts(ctx: Context): Promise<Record<Severity, number>> {
  requirePermission(ctx, 'alert', 'read');
  const { tenantId } = ctx;
  const rows = await tenantTx(tenantId, (tx) => tx.$queryRaw<{ severity: Severity; count: number }[]>`
    SELECT severity, count(*)::int AS count FROM alert WHERE tenant_id = ${tenantId} AND status <> 'closed' AND merged_into IS NULL GROUP BY severity`);
  const found = new Map(rows.map(({ severity, count }) => [severity, count]));
  return { critical: found.get('critical') ?? 0, high: found.get('high') ?? 0, medium: found.get('medium') ?? 0, low: found.get('low') ?? 0 };
}
