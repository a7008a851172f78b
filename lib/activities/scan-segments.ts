import 'server-only';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CompiledSearch, RowMask } from '../engine/query/match-rows';
import type { SegmentFilter } from '../engine/query/segment-filter';
import { FILTER_BLOCK_BYTES } from '../engine/segment/membership';
import type { ActivityProperty } from '../engine/segment/columns';
import { decodeLayout, type SegmentLayout } from '../engine/segment/layout';
import { SEGMENTS_MAX, type ByteRange, type SegmentHead, type SegmentReader } from './segment-reader';
import { StoredColumns } from './stored-columns';

/** What a scan looks for, and which columns its reader wants beside those of the query. */
export interface ScanPlan { search: CompiledSearch; filter: SegmentFilter; from: number; to: number; sourceIds?: readonly number[] | undefined; properties: readonly ActivityProperty[] }

/** `deadline` in ms of `performance.now()`. */
export interface ScanLimits { deadline: number; signal?: AbortSignal | undefined }

export interface ScannedSegment { head: SegmentHead; layout: SegmentLayout; columns: StoredColumns; mask: RowMask; times: Float64Array }

/** What was done so far. `stoppedAt`: observed times from here on backwards were not looked at, since time was up or there were too many segments. */
export interface ScanProgress { segments: number; read: number; rows: number; stoppedAt?: number | undefined }

const BATCH_SEGMENTS_MAX = 32;
/** The first batch is small: the newest hits are often all that is wanted. */
const BATCH_SEGMENTS_FIRST = 2;
const BATCH_BYTES_MAX = 8 * 1024 * 1024;
/** Other requests get their turn this often. */
const TURN_MS = 8;

/** Segments that the filter does not rule out, newest first, and the beginning of a scan over them. */
export async function listCandidates(reader: SegmentReader, { filter, from, to, sourceIds }: Omit<ScanPlan, 'search' | 'properties'>): Promise<{ heads: SegmentHead[]; progress: ScanProgress }> {
  const listed = await reader.list({ from, to, sourceIds }, filter.hashes), last = listed.at(-1);
  const heads = filter.hashes.length === 0 ? listed : listed.filter(({ filterBlocks }) => filterBlocks === null || filter.mayMatch(blocksOf(filterBlocks)));
  const progress: ScanProgress = { segments: heads.length, read: 0, rows: 0 };
  return { heads, progress: last && listed.length >= SEGMENTS_MAX ? { ...progress, stoppedAt: last.lastObserved } : progress };
}

function blocksOf(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: bytes.length / FILTER_BLOCK_BYTES }, (_, i) => bytes.subarray(i * FILTER_BLOCK_BYTES, (i + 1) * FILTER_BLOCK_BYTES));
}

/** Reads candidates in their order and yields those with wanted rows. Ends early when `enough` says so of the next segment, or when time is up. */
export async function* scanSegments(
  reader: SegmentReader, heads: readonly SegmentHead[], plan: ScanPlan, limits: ScanLimits, progress: ScanProgress, enough: (next: SegmentHead) => boolean = () => false,
): AsyncGenerator<ScannedSegment> {
  let turn = performance.now();
  for (let at = 0, size = BATCH_SEGMENTS_FIRST; at < heads.length; size = Math.min(BATCH_SEGMENTS_MAX, size * 2)) {
    const batch = heads.slice(at, at + size);
    at += batch.length;
    const first = batch[0] as SegmentHead;
    if (enough(first)) return;
    const read = await readBatch(reader, batch, plan);
    for (const segment of read) {
      if (segment === undefined) continue;
      limits.signal?.throwIfAborted();
      if (enough(segment.head)) return;
      const now = performance.now();
      if (now > limits.deadline && progress.read > 0) {
        progress.stoppedAt = segment.head.lastObserved;
        return;
      }
      if (now - turn > TURN_MS) {
        await nextTurn();
        turn = performance.now();
      }
      progress.read++;
      progress.rows += segment.head.rows;
      const found = evaluate(segment, plan);
      if (found) yield found;
    }
  }
}

export interface ReadSegment { head: SegmentHead; layout: SegmentLayout; stored: Map<ActivityProperty, Uint8Array> }

async function readBatch(reader: SegmentReader, heads: readonly SegmentHead[], plan: ScanPlan): Promise<(ReadSegment | undefined)[]> {
  const layouts = await reader.layouts(heads);
  const wanted = new Set<ActivityProperty>(['observedAt', ...plan.search.properties, ...plan.properties]);
  const segments = heads.map((head, i): ReadSegment | undefined => {
    const layout = layouts[i];
    return layout && { head, layout: decodeLayout(layout), stored: new Map() };
  });
  await fillColumns(reader, segments.filter((segment) => segment !== undefined), wanted);
  return segments;
}

/** Fetches the stored bytes of columns, neighbouring ones at once, in statements of bounded size. */
export async function fillColumns(reader: SegmentReader, segments: readonly ReadSegment[], wanted: ReadonlySet<ActivityProperty>): Promise<void> {
  const ranges: (ByteRange & { into: ReadSegment })[] = [];
  for (const segment of segments) {
    for (const [property, { start, end }] of segment.layout) {
      if (!wanted.has(property)) continue;
      const last = ranges.at(-1);
      if (last?.into === segment && last.end === start) last.end = end;
      else ranges.push({ segment: segment.head, start, end, into: segment });
    }
  }
  for (let at = 0; at < ranges.length;) {
    let bytes = 0, end = at;
    do bytes += (ranges[end]?.end ?? 0) - (ranges[end]?.start ?? 0); while (++end < ranges.length && bytes < BATCH_BYTES_MAX);
    const group = ranges.slice(at, end);
    const parts = await reader.parts(group);
    group.forEach((range, i) => cutColumns(range.into, range, parts[i], wanted));
    at = end;
  }
}

function cutColumns(segment: ReadSegment, range: ByteRange, part: Uint8Array | undefined, wanted: ReadonlySet<ActivityProperty>): void {
  if (part === undefined) return;
  for (const [property, { start, end }] of segment.layout) {
    if (wanted.has(property) && start >= range.start && end <= range.end) segment.stored.set(property, part.subarray(start - range.start, end - range.start));
  }
}

function evaluate({ head, layout, stored }: ReadSegment, { search, from, to }: ScanPlan): ScannedSegment | undefined {
  const columns = new StoredColumns(head.rows, layout, stored);
  const mask = search.match(columns), times = mask && columns.number('observedAt');
  if (!times || !mask) return undefined;
  if (head.firstObserved >= from && head.lastObserved < to) return { head, layout, columns, mask, times };
  let any = 0;
  for (let row = 0; row < mask.length; row++) {
    const at = times[row] as number;
    if (at < from || at >= to) mask[row] = 0;
    any |= mask[row] as number;
  }
  return any === 0 ? undefined : { head, layout, columns, mask, times };
}
