import 'server-only';
import type { DetectionRow } from '../engine/correlate/types';
import { recordUuid } from '../platform/ids';
import type { Tx } from '../platform/tx';

const CHUNKS_MAX = 500;
/** Detections per step of the correlator: bounds its memory and the length of its transaction. */
const DETECTIONS_MAX = 5_000;

export interface Ingested {
  /** The last chunk sequence of this step. */
  upTo: bigint;
  chunks: readonly IngestedChunk[];
  /** There was more than one step takes. */
  more: boolean;
  /** In ingest order. */
  rows: readonly DetectionRow[];
}

export interface IngestedChunk { id: bigint; day: string; firstObserved: Date | null; lastObserved: Date | null }
interface ChunkRow extends IngestedChunk { sequence: bigint; detections: number }

function withinLimit(chunks: readonly ChunkRow[]): ChunkRow[] {
  let total = 0;
  const kept = chunks.filter((c, i) => (i === 0 || total + c.detections <= DETECTIONS_MAX) && ((total += c.detections), true));
  return chunks.slice(0, kept.length);
}

const SEQUENCE_MAX = 2n ** 63n - 1n;

/** What was committed after `sequence`, one bounded step; undefined when there is nothing. `last` is the last sequence that counts. */
export async function readIngested(tx: Tx, tenantId: number, sequence: bigint, last = SEQUENCE_MAX): Promise<Ingested | undefined> {
  const found = await tx.$queryRaw<ChunkRow[]>`
    SELECT id, to_char(received_day, 'YYYY-MM-DD') AS day, sequence, detections, first_observed AS "firstObserved", last_observed AS "lastObserved" FROM chunk
    WHERE tenant_id = ${tenantId} AND sequence > ${sequence} AND sequence <= ${last} ORDER BY sequence LIMIT ${CHUNKS_MAX}`;
  const chunks = withinLimit(found);
  const latest = chunks.at(-1);
  if (!latest) return undefined;
  return { upTo: latest.sequence, chunks, more: found.length === CHUNKS_MAX || chunks.length < found.length, rows: await readRows(tx, tenantId, chunks) };
}

type Line = [chunkId: string, ordinal: number, day: string, activity: DetectionRow['activity'], matches: DetectionRow['matches']];

async function readRows(tx: Tx, tenantId: number, chunks: readonly ChunkRow[]): Promise<DetectionRow[]> {
  const withHits = chunks.filter((c) => c.detections > 0);
  if (withHits.length === 0) return [];
  const sequenceOf = new Map(withHits.map((c) => [String(c.id), Number(c.sequence)]));
  const rows: DetectionRow[] = [];
  for (let page: Line[] | undefined; page === undefined || page.length === DETECTIONS_MAX;) {
    const [chunkId, ordinal] = page?.at(-1) ?? ['0', -1];
    page = await readPage(tx, tenantId, withHits, BigInt(chunkId), ordinal);
    for (const [chunk, place, receivedDay, activity, matches] of page) {
      rows.push({ sequence: sequenceOf.get(chunk) ?? 0, ordinal: place, activity, matches, uuid: recordUuid({ receivedDay, chunkId: BigInt(chunk), ordinal: place }) });
    }
  }
  return rows.sort((a, b) => a.sequence - b.sequence || a.ordinal - b.ordinal);
}

/** One value instead of thousands of rows: the client takes each row apart, column by column. Paged, for one chunk may hold any number of detections. */
async function readPage(tx: Tx, tenantId: number, chunks: readonly ChunkRow[], afterChunk: bigint, afterOrdinal: number): Promise<Line[]> {
  const days = [...new Set(chunks.map((c) => c.day))];
  const [found] = await tx.$queryRaw<{ lines: string | null }[]>`
    SELECT '[' || string_agg(format('["%s",%s,"%s",%s,%s]', chunk_id, ordinal, received_day, activity, matches), ',' ORDER BY chunk_id, ordinal) || ']' AS lines FROM (
      SELECT * FROM detection
      WHERE tenant_id = ${tenantId} AND received_day = ANY(${`{${days.join(',')}}`}::date[]) AND chunk_id = ANY(${`{${chunks.map((c) => c.id).join(',')}}`}::bigint[])
        AND (chunk_id, ordinal) > (${afterChunk}, ${afterOrdinal})
      ORDER BY chunk_id, ordinal LIMIT ${DETECTIONS_MAX}
    ) page`;
  return JSON.parse(found?.lines ?? '[]') as Line[];
}
