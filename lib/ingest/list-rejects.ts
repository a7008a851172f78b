import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { recordUuid } from '../platform/ids';
import { tenantTx, type Tx } from '../platform/tx';
import { findChunk, readSpan, type ChunkHead } from './chunk-store';
import type { RejectRow } from './model';

const ROWS_MAX = 100;
const EXCERPT_BYTES_MAX = 400;

/** The newest records of a source that could not be understood, with the beginning of what was sent. */
export async function listRejects(ctx: Context, sourceId: number): Promise<RejectRow[]> {
  requirePermission(ctx, 'source', 'read');
  const { tenantId } = ctx;
  return tenantTx(tenantId, async (tx) => {
    const rejects = await tx.reject.findMany({ where: { tenantId, sourceId }, orderBy: [{ receivedAt: 'desc' }, { chunkId: 'desc' }, { index: 'asc' }], take: ROWS_MAX });
    const heads = new Map<bigint, ChunkHead | undefined>();
    const rows: RejectRow[] = [];
    for (const { receivedDay, chunkId, index, reason, receivedAt, startByte, endByte } of rejects) {
      const place = { receivedDay: receivedDay.toISOString().slice(0, 10), chunkId };
      if (!heads.has(chunkId)) heads.set(chunkId, await findChunk(tx, tenantId, place));
      const excerpt = await excerptOf(tx, tenantId, place, heads.get(chunkId), startByte, endByte);
      rows.push({ receivedAt: receivedAt.toISOString(), chunk: recordUuid({ ...place, ordinal: 0 }), index, reason, bytes: endByte - startByte, excerpt });
    }
    return rows;
  });
}

async function excerptOf(tx: Tx, tenantId: number, place: { receivedDay: string; chunkId: bigint }, head: ChunkHead | undefined, start: number, end: number): Promise<string> {
  if (!head) return '';
  const bytes = await readSpan(tx, tenantId, place, head, { start, end: Math.min(end, start + EXCERPT_BYTES_MAX) });
  return new TextDecoder().decode(bytes);
}
