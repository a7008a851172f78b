import 'server-only';
import { z } from 'zod';
import { requirePermission, type Context } from '../platform/context';
import { decodeCursor, encodeCursor } from '../platform/cursor';
import { recordUuid } from '../platform/ids';
import { tenantTx, type Tx } from '../platform/tx';
import { findChunk, readSpan, type ChunkHead } from './chunk-store';
import type { RejectPage, RejectRow } from './model';

const ROWS_MAX = 100;
const EXCERPT_BYTES_MAX = 400;
const cursorShape = z.tuple([z.iso.datetime(), z.string().regex(/^\d{1,19}$/), z.number().int()]);

interface Row { receivedDay: string; chunkId: bigint; index: number; reason: string; receivedAt: Date; startByte: number; endByte: number; replayedAt: Date | null }

/** Records of a source that could not be understood, newest first, with the beginning of what was sent. `open` counts those that were not read again yet. */
export async function listRejects(ctx: Context, sourceId: number, cursor?: string): Promise<RejectPage> {
  requirePermission(ctx, 'source', 'read');
  const { tenantId } = ctx;
  const [at, chunk, index] = cursor === undefined ? ['9999-12-31T00:00:00Z', '0', 0] : decodeCursor(cursor, cursorShape);
  return tenantTx(tenantId, async (tx) => {
    const rows = await tx.$queryRaw<Row[]>`
      SELECT to_char(r.received_day, 'YYYY-MM-DD') AS "receivedDay", r.chunk_id AS "chunkId", r.index, r.reason, r.received_at AS "receivedAt",
        r.start_byte AS "startByte", r.end_byte AS "endByte", p.replayed_at AS "replayedAt"
      FROM reject r LEFT JOIN reject_replay p ON p.tenant_id = r.tenant_id AND p.received_day = r.received_day AND p.chunk_id = r.chunk_id AND p.index = r.index
      WHERE r.tenant_id = ${tenantId} AND r.source_id = ${sourceId}
        AND (r.received_at < ${new Date(at)} OR (r.received_at = ${new Date(at)} AND (r.chunk_id < ${BigInt(chunk)} OR (r.chunk_id = ${BigInt(chunk)} AND r.index > ${index}))))
      ORDER BY r.received_at DESC, r.chunk_id DESC, r.index LIMIT ${ROWS_MAX + 1}`;
    const shown = rows.slice(0, ROWS_MAX), last = shown.at(-1);
    return {
      items: await withExcerpts(tx, tenantId, shown), open: await countOpen(tx, tenantId, sourceId),
      next: rows.length > ROWS_MAX && last ? encodeCursor([last.receivedAt.toISOString(), String(last.chunkId), last.index]) : null,
    };
  });
}

async function countOpen(tx: Tx, tenantId: number, sourceId: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ open: number }[]>`
    SELECT count(*)::int AS open FROM reject r WHERE r.tenant_id = ${tenantId} AND r.source_id = ${sourceId} AND NOT EXISTS (
      SELECT FROM reject_replay p WHERE p.tenant_id = r.tenant_id AND p.received_day = r.received_day AND p.chunk_id = r.chunk_id AND p.index = r.index AND p.replayed_at IS NOT NULL)`;
  return row?.open ?? 0;
}

async function withExcerpts(tx: Tx, tenantId: number, rejects: readonly Row[]): Promise<RejectRow[]> {
  const heads = new Map<bigint, ChunkHead | undefined>(), rows: RejectRow[] = [];
  for (const { receivedDay, chunkId, index, reason, receivedAt, startByte, endByte, replayedAt } of rejects) {
    const place = { receivedDay, chunkId };
    if (!heads.has(chunkId)) heads.set(chunkId, await findChunk(tx, tenantId, place));
    const head = heads.get(chunkId);
    const bytes = head ? await readSpan(tx, tenantId, place, head, { start: startByte, end: Math.min(endByte, startByte + EXCERPT_BYTES_MAX) }) : new Uint8Array(0);
    rows.push({
      receivedAt: receivedAt.toISOString(), chunk: recordUuid({ ...place, ordinal: 0 }), index, reason, bytes: endByte - startByte,
      excerpt: new TextDecoder().decode(bytes), replayedAt: replayedAt?.toISOString() ?? null,
    });
  }
  return rows;
}
