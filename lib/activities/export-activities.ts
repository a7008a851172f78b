import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { recordUuid } from '../platform/ids';
import { parseInput } from '../platform/parse';
import { activityExport, type ActivityExportInput, type ActivityHit } from './model';
import { planSearch, propertiesNamed } from './plan-search';
import { listCandidates, scanSegments, type ScannedSegment, type ScanProgress } from './scan-segments';
import { withSearchSlot } from './search-slots';
import { withSegmentReader } from './segment-reader';

/** Segments read in one transaction: an export may take long, and must not hold back the database's tidying. */
const SEGMENTS_PER_READ = 64;

export interface ExportedHits {
  hits: ActivityHit[];
  /** Share of the segments that were looked at, 0 to 1. */
  done: number;
  /** There are more segments than one export lists; the oldest will be missing. */
  partial: boolean;
}

/** All activities that a query wants, segment by segment from the newest; within a segment in the order of the chunk. Stops when the signal says so. */
export async function* exportActivities(ctx: Context, input: ActivityExportInput, signal?: AbortSignal): AsyncGenerator<ExportedHits> {
  requirePermission(ctx, 'activity', 'read');
  const { fields, ...query } = parseInput(activityExport, input);
  const properties = propertiesNamed(fields), plan = planSearch(query, properties);
  const { heads, progress: listed } = await withSegmentReader(ctx.tenantId, (reader) => listCandidates(reader, plan));
  for (let at = 0; at < heads.length; at += SEGMENTS_PER_READ) {
    const part = heads.slice(at, at + SEGMENTS_PER_READ), found: ActivityHit[] = [];
    await withSearchSlot(signal, () => withSegmentReader(ctx.tenantId, async (reader) => {
      const progress: ScanProgress = { segments: part.length, read: 0, rows: 0 };
      for await (const segment of scanSegments(reader, part, plan, { deadline: Number.POSITIVE_INFINITY, signal }, progress)) {
        for (const hit of hitsOf(segment, properties)) found.push(hit);
      }
    }));
    yield { hits: found, done: (at + part.length) / heads.length, partial: listed.stoppedAt !== undefined };
  }
}

function* hitsOf({ head: { day, chunkId, firstOrdinal, sourceId }, columns, mask }: ScannedSegment, properties: ReturnType<typeof propertiesNamed>): Generator<ActivityHit> {
  for (let row = 0; row < mask.length; row++) {
    if (mask[row] === 1) yield { uuid: recordUuid({ receivedDay: day, chunkId: BigInt(chunkId), ordinal: firstOrdinal + row }), sourceId, activity: columns.activity(row, properties) };
  }
}
