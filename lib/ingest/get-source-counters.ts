import 'server-only';
import type { Tx } from '../platform/tx';
import type { SourceCounters } from './model';

type Sums = Record<'received' | 'stored' | 'rejected' | 'detections' | 'bodyBytes' | 'batches' | 'duplicates', bigint | null>;

const NOTHING: Sums = { received: null, stored: null, rejected: null, detections: null, bodyBytes: null, batches: null, duplicates: null };
const SUMMED = { received: true, stored: true, rejected: true, detections: true, bodyBytes: true, batches: true, duplicates: true } as const;

/**
 * What came from each source, or from one. A reject that was read again has come once: it leaves the rejects, and the chunk that it is in now counts it
 * as received a second time.
 */
export async function sourceCounters(tx: Tx, tenantId: number, sourceId?: number): Promise<(sourceId: number) => SourceCounters> {
  const where = { tenantId, ...(sourceId === undefined ? {} : { sourceId }) };
  const hours = await tx.sourceHour.groupBy({ by: ['sourceId'], where, _sum: SUMMED, _max: { lastSeen: true, lastObserved: true } });
  const families = await tx.sourceFamily.findMany({ where, orderBy: { family: 'asc' } });
  const replayed = await tx.rejectReplay.groupBy({ by: ['sourceId'], where: { ...where, replayedAt: { not: null } }, _count: true });
  return (id) => {
    const hour = hours.find((row) => row.sourceId === id), again = replayed.find((row) => row.sourceId === id)?._count ?? 0;
    const sums = hour?._sum ?? NOTHING;
    return {
      received: Number(sums.received ?? 0) - again, stored: Number(sums.stored ?? 0), rejected: Number(sums.rejected ?? 0) - again, replayed: again,
      duplicates: Number(sums.duplicates ?? 0), detections: Number(sums.detections ?? 0), bodyBytes: Number(sums.bodyBytes ?? 0), batches: Number(sums.batches ?? 0),
      lastSeen: hour?._max.lastSeen?.toISOString() ?? null, lastObserved: hour?._max.lastObserved?.toISOString() ?? null,
      families: Object.fromEntries(families.filter((row) => row.sourceId === id).map(({ family, records }) => [family, Number(records)])),
    };
  };
}
