import 'server-only';
import { z } from 'zod';
import type { ActivityProperty } from '../engine/segment/columns';
import { requirePermission, type Context } from '../platform/context';
import { decodeCursor, encodeCursor } from '../platform/cursor';
import { recordUuid } from '../platform/ids';
import { parseInput } from '../platform/parse';
import { activitySearch, type ActivityHit, type ActivityPage, type ActivitySearchInput } from './model';
import { NewestRows, placeOf, type FoundRow, type RowPlace } from './newest-rows';
import { planSearch, progressOf, propertiesNamed } from './plan-search';
import { fillColumns, listCandidates, scanSegments, type ReadSegment, type ScannedSegment } from './scan-segments';
import { withSearchSlot } from './search-slots';
import { withSegmentReader, type SegmentReader } from './segment-reader';
import { StoredColumns } from './stored-columns';

const cursorShape = z.tuple([z.number(), z.iso.date(), z.string().regex(/^\d{1,19}$/), z.number().int()]);

/** A search that takes longer answers with what it has. */
const SEARCH_MS_MAX = 10_000;

export interface SearchOptions { signal?: AbortSignal | undefined; msMax?: number }

/** One page of the activities that a query wants, newest first, in an order that late arrivals do not disturb. */
export async function searchActivities(ctx: Context, input: ActivitySearchInput, { signal, msMax = SEARCH_MS_MAX }: SearchOptions = {}): Promise<ActivityPage> {
  requirePermission(ctx, 'activity', 'read');
  const { limit, cursor, fields, ...query } = parseInput(activitySearch, input);
  const after = cursor === undefined ? undefined : decodeCursor(cursor, cursorShape);
  const plan = planSearch(query, []);
  const to = after ? Math.min(plan.to, after[0] + 1) : plan.to;
  return withSearchSlot(signal, () => withSegmentReader(ctx.tenantId, async (reader) => {
    const deadline = performance.now() + msMax;
    const { heads, progress } = await listCandidates(reader, { ...plan, to });
    // One more than asked for tells whether there is a next page.
    const newest = new NewestRows(limit + 1, after);
    for await (const segment of scanSegments(reader, heads, { ...plan, to }, { deadline, signal }, progress, (next) => newest.isFullBefore(next))) newest.add(segment);
    const { rows, next, isWhole } = pageOf(newest.newest(), limit, to, progress.stoppedAt);
    return {
      hits: await hitsOf(reader, rows, propertiesNamed(fields)), ...(next ? { cursor: encodeCursor([...next]) } : {}),
      ...progressOf(isWhole ? { ...progress, stoppedAt: undefined } : progress, to),
    };
  }));
}

/**
 * When time was up, older rows than those that are complete wait for the next page, which begins there. Where the segments all overlap nothing is complete:
 * then what was found is all that there is to show.
 */
function pageOf(found: readonly FoundRow[], limit: number, to: number, stoppedAt: number | undefined): { rows: FoundRow[]; next: RowPlace | undefined; isWhole: boolean } {
  if (stoppedAt !== undefined && stoppedAt + 1 >= to) return { rows: found.slice(0, limit), next: undefined, isWhole: false };
  const complete = stoppedAt === undefined ? found : found.filter(({ at }) => at > stoppedAt);
  const rows = complete.slice(0, limit), last = rows.at(-1);
  if (complete.length > limit && last) return { rows, next: placeOf(last), isWhole: true };
  return { rows, next: stoppedAt === undefined ? undefined : beforeAll(stoppedAt), isWhole: stoppedAt === undefined };
}

/** The place before every row of this time. */
const beforeAll = (at: number): RowPlace => [at, '9999-12-31', '0', 0];

/** The rows with the fields that are shown; only now are those columns read, and only of segments with hits. */
async function hitsOf(reader: SegmentReader, rows: readonly FoundRow[], properties: readonly ActivityProperty[]): Promise<ActivityHit[]> {
  const segments = new Map<ScannedSegment, ReadSegment>();
  for (const { segment } of rows) if (!segments.has(segment)) segments.set(segment, { head: segment.head, layout: segment.layout, stored: new Map() });
  await fillColumns(reader, [...segments.values()], new Set(properties));
  const columns = new Map([...segments].map(([segment, { head, layout, stored }]) => [segment, new StoredColumns(head.rows, layout, stored)]));
  return rows.map(({ segment, row, ordinal }) => {
    const { day, chunkId, sourceId } = segment.head;
    return { uuid: recordUuid({ receivedDay: day, chunkId: BigInt(chunkId), ordinal }), sourceId, activity: columns.get(segment)?.activity(row) ?? {} };
  });
}
