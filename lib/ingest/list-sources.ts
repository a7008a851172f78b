import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx, type Tx } from '../platform/tx';
import type { SourceRow } from './model';

interface Counters { source_id: number; received: bigint; stored: bigint; rejected: bigint; detections: bigint; body_bytes: bigint; batches: bigint; last_seen: Date; last_observed: Date | null }

/** Every source of the tenant with what came from it, over all that retention keeps. `duplicates` counts replayed batches of the last day. */
export async function listSources(ctx: Context): Promise<SourceRow[]> {
  requirePermission(ctx, 'source', 'read');
  const { tenantId } = ctx;
  return tenantTx(tenantId, async (tx) => {
    const sources = await tx.source.findMany({ where: { tenantId }, orderBy: { id: 'asc' } });
    const counters = await countersOf(tx, tenantId);
    const families = await familiesOf(tx, tenantId);
    const replays = await tx.acceptedBatch.groupBy({ by: ['sourceId'], where: { tenantId }, _sum: { replays: true } });
    return sources.map((source): SourceRow => {
      const { id, name, product, clockSkewSeconds, expectedEverySeconds, pausedAt, createdAt } = source;
      const seen = counters.get(id);
      return {
        id, name, product, clockSkewSeconds, expectedEverySeconds, pausedAt: pausedAt?.toISOString() ?? null, createdAt: createdAt.toISOString(),
        received: Number(seen?.received ?? 0), stored: Number(seen?.stored ?? 0), rejected: Number(seen?.rejected ?? 0), detections: Number(seen?.detections ?? 0),
        bodyBytes: Number(seen?.body_bytes ?? 0), batches: Number(seen?.batches ?? 0), lastSeen: seen?.last_seen.toISOString() ?? null,
        lastObserved: seen?.last_observed?.toISOString() ?? null,
        duplicates: replays.find((replay) => replay.sourceId === id)?._sum.replays ?? 0, families: families.get(id) ?? {},
      };
    });
  });
}

async function countersOf(tx: Tx, tenantId: number): Promise<Map<number, Counters>> {
  const rows = await tx.$queryRaw<Counters[]>`
    SELECT source_id, sum(received) AS received, sum(stored) AS stored, sum(rejected) AS rejected, sum(detections) AS detections,
      sum(body_bytes) AS body_bytes, count(*) AS batches, max(received_at) AS last_seen, max(last_observed) AS last_observed
    FROM chunk WHERE tenant_id = ${tenantId} GROUP BY source_id`;
  return new Map(rows.map((row) => [row.source_id, row]));
}

async function familiesOf(tx: Tx, tenantId: number): Promise<Map<number, Record<string, number>>> {
  const rows = await tx.$queryRaw<{ source_id: number; family: string; records: bigint }[]>`
    SELECT source_id, family.key AS family, sum(family.value::bigint)::bigint AS records
    FROM chunk, jsonb_each_text(families) AS family WHERE tenant_id = ${tenantId} GROUP BY source_id, family.key ORDER BY family.key`;
  const bySource = new Map<number, Record<string, number>>();
  for (const { source_id: sourceId, family, records } of rows) bySource.set(sourceId, { ...bySource.get(sourceId), [family]: Number(records) });
  return bySource;
}
