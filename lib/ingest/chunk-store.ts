import 'server-only';
import type { RecordOrigin } from '../engine/decode/types';
import type { RecordSpan } from '../engine/pipeline-types';
import type { RecordAddress } from '../platform/ids';
import type { Tx } from '../platform/tx';
import { blocksOf, decodeBlocks, spanAt, type Block } from './chunk-layout';
import { inflateSpan } from './compress-blocks';
import { originOf } from './model';

export interface ChunkHead { sourceId: number; receivedAt: Date; format: string; clockSkewSeconds: number; origin: RecordOrigin | undefined; blocks: Block[]; spans: Uint8Array }

/** What is known of a chunk without its content. */
export async function findChunk(tx: Tx, tenantId: number, { receivedDay, chunkId }: Omit<RecordAddress, 'ordinal'>): Promise<ChunkHead | undefined> {
  const row = await tx.chunk.findUnique({
    where: { tenantId_receivedDay_id: { tenantId, receivedDay: new Date(`${receivedDay}T00:00:00Z`), id: chunkId } },
    select: { sourceId: true, receivedAt: true, format: true, clockSkewSeconds: true, origin: true, blocks: true, spans: true },
  });
  return row ? { ...row, origin: originOf(row.origin), blocks: decodeBlocks(row.blocks) } : undefined;
}

/** Bytes [start, end) of the body as it was sent, reading only the blocks that hold them. */
export async function readSpan(tx: Tx, tenantId: number, { receivedDay, chunkId }: Omit<RecordAddress, 'ordinal'>, head: ChunkHead, span: RecordSpan): Promise<Uint8Array> {
  const blocks = blocksOf(head.blocks, span);
  const from = blocks[0]?.contentStart ?? 0;
  const length = (blocks.at(-1)?.contentEnd ?? 0) - from;
  if (length === 0) return new Uint8Array(0);
  const [row] = await tx.$queryRaw<{ part: Uint8Array }[]>`
    SELECT substring(content FROM ${from + 1}::int FOR ${length}::int) AS part FROM chunk
    WHERE tenant_id = ${tenantId} AND received_day = ${receivedDay}::date AND id = ${chunkId}`;
  return row ? inflateSpan(blocks, row.part, span) : new Uint8Array(0);
}

/** The original bytes of a good record; undefined when there is none at this address. */
export async function readOriginal(tx: Tx, tenantId: number, address: RecordAddress): Promise<{ head: ChunkHead; bytes: Uint8Array } | undefined> {
  const head = await findChunk(tx, tenantId, address);
  const span = head && spanAt(head.spans, address.ordinal);
  return head && span ? { head, bytes: await readSpan(tx, tenantId, address, head, span) } : undefined;
}
