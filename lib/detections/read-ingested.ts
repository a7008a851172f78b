import 'server-only';
import type { DetectionRow } from '../engine/correlate/types';
import { Prisma } from '../platform/generated/prisma/client';
import { recordUuid } from '../platform/ids';
import type { Tx } from '../platform/tx';

const CHUNKS_MAX = 200;
/** Detections per step of the correlator: bounds its memory and the length of its transaction. */
const DETECTIONS_MAX = 5_000;

export interface Ingested {
  /** The last chunk sequence of this step. */
  upTo: bigint;
  chunks: readonly { id: bigint; day: string }[];
  /** In ingest order. */
  rows: readonly DetectionRow[];
}

interface ChunkRow { id: bigint; day: string; sequence: bigint; detections: number }

function withinLimit(chunks: readonly ChunkRow[]): ChunkRow[] {
  let total = 0;
  const kept = chunks.filter((c, i) => (i === 0 || total + c.detections <= DETECTIONS_MAX) && ((total += c.detections), true));
  return chunks.slice(0, kept.length);
}

/** What was committed after `sequence`, one bounded step; undefined when there is nothing. */
export async function readIngested(tx: Tx, tenantId: number, sequence: bigint): Promise<Ingested | undefined> {
  const found = await tx.$queryRaw<ChunkRow[]>`
    SELECT id, to_char(received_day, 'YYYY-MM-DD') AS day, sequence, detections FROM chunk
    WHERE tenant_id = ${tenantId} AND sequence > ${sequence} ORDER BY sequence LIMIT ${CHUNKS_MAX}`;
  const chunks = withinLimit(found);
  const last = chunks.at(-1);
  if (!last) return undefined;
  return { upTo: last.sequence, chunks, rows: await readRows(tx, tenantId, chunks) };
}

async function readRows(tx: Tx, tenantId: number, chunks: readonly ChunkRow[]): Promise<DetectionRow[]> {
  const withHits = chunks.filter((c) => c.detections > 0);
  if (withHits.length === 0) return [];
  const sequenceOf = new Map(withHits.map((c) => [c.id, Number(c.sequence)]));
  const days = [...new Set(withHits.map((c) => c.day))];
  const rows = await tx.$queryRaw<{ chunkId: bigint; ordinal: number; day: string; activity: DetectionRow['activity']; matches: DetectionRow['matches'] }[]>`
    SELECT chunk_id AS "chunkId", ordinal, to_char(received_day, 'YYYY-MM-DD') AS day, activity, matches FROM detection
    WHERE tenant_id = ${tenantId} AND received_day IN (${Prisma.join(days.map((d) => Prisma.sql`${d}::date`))})
      AND chunk_id IN (${Prisma.join(withHits.map((c) => c.id))})`;
  return rows
    .map((r) => ({
      sequence: sequenceOf.get(r.chunkId) ?? 0, ordinal: r.ordinal, activity: r.activity, matches: r.matches,
      uuid: recordUuid({ receivedDay: r.day, chunkId: r.chunkId, ordinal: r.ordinal }),
    }))
    .sort((a, b) => a.sequence - b.sequence || a.ordinal - b.ordinal);
}
