import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';
import { sourceCounters } from './get-source-counters';
import type { SourceRow } from './model';

/** Every source of the tenant that is in use, with what came from it since it was made. `duplicates` counts batches that were sent again. */
export async function listSources(ctx: Context): Promise<SourceRow[]> {
  requirePermission(ctx, 'source', 'read');
  const { tenantId } = ctx;
  return tenantTx(tenantId, async (tx) => {
    const sources = await tx.source.findMany({ where: { tenantId, retiredAt: null }, orderBy: { id: 'asc' } });
    const counters = await sourceCounters(tx, tenantId);
    return sources.map((source): SourceRow => {
      const { id, name, product, clockSkewSeconds, expectedEverySeconds, pausedAt, createdAt, silentSince } = source;
      return {
        id, name, product, clockSkewSeconds, expectedEverySeconds, pausedAt: pausedAt?.toISOString() ?? null, createdAt: createdAt.toISOString(),
        silentSince: silentSince?.toISOString() ?? null, ...counters(id),
      };
    });
  });
}
