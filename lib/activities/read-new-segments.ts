import 'server-only';
import { decodeLayout, type SegmentLayout } from '../engine/segment/layout';
import type { ActivityProperty } from '../engine/segment/columns';
import type { Tx } from '../platform/tx';
import { StoredColumns } from './stored-columns';

export interface NewSegment { sourceId: number; columns: StoredColumns }

export interface NewSegments {
  /** The last chunk sequence that was read. */
  upTo: bigint;
  /** There was more than one reading takes. */
  more: boolean;
  segments: readonly NewSegment[];
}

/** Bounds the memory and the length of one reading. */
const CHUNKS_MAX = 500;
const ROWS_MAX = 200_000;

interface ChunkRow { id: bigint; day: string; sequence: bigint; stored: number }
interface HeadRow { day: string; chunkId: bigint; firstOrdinal: number; sourceId: number; rows: number; layout: Uint8Array }

const arrayText = (values: readonly (string | bigint | number)[]): string => `{${values.join(',')}}`;

/** These columns of what was committed after `sequence`, one bounded reading; undefined when there is nothing. */
export async function readNewSegments(tx: Tx, tenantId: number, sequence: bigint, properties: readonly ActivityProperty[]): Promise<NewSegments | undefined> {
  const found = await tx.$queryRaw<ChunkRow[]>`
    SELECT id, to_char(received_day, 'YYYY-MM-DD') AS day, sequence, stored FROM chunk WHERE tenant_id = ${tenantId} AND sequence > ${sequence} ORDER BY sequence LIMIT ${CHUNKS_MAX}`;
  const chunks = withinLimit(found), latest = chunks.at(-1);
  if (!latest) return undefined;
  const stored = chunks.filter((chunk) => chunk.stored > 0);
  return { upTo: latest.sequence, more: found.length === CHUNKS_MAX || chunks.length < found.length, segments: stored.length === 0 ? [] : await readSegments(tx, tenantId, stored, properties) };
}

function withinLimit(chunks: readonly ChunkRow[]): ChunkRow[] {
  let rows = 0;
  const end = chunks.findIndex(({ stored }, at) => (rows += stored) > ROWS_MAX && at > 0);
  return end < 0 ? [...chunks] : chunks.slice(0, end);
}

async function readSegments(tx: Tx, tenantId: number, chunks: readonly ChunkRow[], properties: readonly ActivityProperty[]): Promise<NewSegment[]> {
  const heads = await tx.$queryRaw<HeadRow[]>`
    SELECT to_char(received_day, 'YYYY-MM-DD') AS day, chunk_id AS "chunkId", first_ordinal AS "firstOrdinal", source_id AS "sourceId", rows, layout FROM activity_segment
    WHERE tenant_id = ${tenantId} AND received_day = ANY(${arrayText([...new Set(chunks.map(({ day }) => day))])}::date[]) AND chunk_id = ANY(${arrayText(chunks.map(({ id }) => id))}::bigint[])`;
  if (heads.length === 0) return [];
  const places = heads.map((head) => ({ head, layout: decodeLayout(head.layout) })).map(({ head, layout }) => ({ head, layout, ...hullOf(layout, properties) }));
  // The wanted columns lie near each other: one piece of each segment holds them all.
  const parts = await tx.$queryRaw<{ n: number; part: Uint8Array }[]>`
    SELECT w.n::int AS n, s.part
    FROM unnest(${arrayText(heads.map(({ day }) => day))}::date[], ${arrayText(heads.map(({ chunkId }) => chunkId))}::bigint[], ${arrayText(heads.map(({ firstOrdinal }) => firstOrdinal))}::int[],
      ${arrayText(places.map(({ start }) => start + 1))}::int[], ${arrayText(places.map(({ start, end }) => end - start))}::int[]) WITH ORDINALITY AS w(day, chunk, ordinal, first, bytes, n)
    CROSS JOIN LATERAL (
      SELECT substring(a.columns FROM w.first FOR w.bytes) AS part FROM activity_segment a
      WHERE a.tenant_id = ${tenantId} AND a.received_day = w.day AND a.chunk_id = w.chunk AND a.first_ordinal = w.ordinal OFFSET 0) s`;
  return parts.flatMap(({ n, part }) => {
    const place = places[n - 1];
    return place === undefined ? [] : [{ sourceId: place.head.sourceId, columns: columnsOf(place.head.rows, place.layout, place.start, part, properties) }];
  });
}

function hullOf(layout: SegmentLayout, properties: readonly ActivityProperty[]): { start: number; end: number } {
  const wanted = properties.flatMap((property) => layout.get(property) ?? []);
  if (wanted.length === 0) return { start: 0, end: 0 };
  return { start: Math.min(...wanted.map(({ start }) => start)), end: Math.max(...wanted.map(({ end }) => end)) };
}

function columnsOf(rows: number, layout: SegmentLayout, start: number, part: Uint8Array, properties: readonly ActivityProperty[]): StoredColumns {
  const stored = new Map<ActivityProperty, Uint8Array>();
  for (const property of properties) {
    const place = layout.get(property);
    if (place) stored.set(property, part.subarray(place.start - start, place.end - start));
  }
  return new StoredColumns(rows, layout, stored);
}
