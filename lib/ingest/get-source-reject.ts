import 'server-only';
import { z } from 'zod';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { recordAddress } from '../platform/ids';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { findChunk, readSpan } from './chunk-store';
import type { RejectOriginal } from './model';

/** More than this of one reject is not shown. */
const SHOWN_BYTES_MAX = 16_384;
const HEX_BYTES_MAX = 1_024;

const input = z.strictObject({ sourceId: z.coerce.number().int().positive(), chunk: z.string().max(36), index: z.coerce.number().int().min(0) });

/** What a source sent that could not be read: the same bytes as text and in hexadecimal. */
export async function getSourceReject(ctx: Context, asked: unknown): Promise<RejectOriginal> {
  requirePermission(ctx, 'source', 'read');
  requirePermission(ctx, 'activity', 'read');
  const { sourceId, chunk, index } = parseInput(input, asked);
  const { tenantId } = ctx, place = recordAddress(chunk);
  const gone = new AppError('not_found', 'There is no such reject. It may be older than the retention period.');
  if (!place) throw gone;
  return tenantTx(tenantId, async (tx) => {
    const { receivedDay, chunkId } = place;
    const row = await tx.reject.findUnique({ where: { tenantId_receivedDay_chunkId_index: { tenantId, receivedDay: new Date(`${receivedDay}T00:00:00Z`), chunkId, index }, sourceId } });
    const head = row && (await findChunk(tx, tenantId, place));
    if (!row || !head) throw gone;
    const { reason, receivedAt, startByte, endByte } = row;
    const bytes = await readSpan(tx, tenantId, place, head, { start: startByte, end: Math.min(endByte, startByte + SHOWN_BYTES_MAX) });
    return {
      reason, receivedAt: receivedAt.toISOString(), bytes: endByte - startByte, text: new TextDecoder().decode(bytes), utf8: isUtf8(bytes),
      hex: Buffer.from(bytes.subarray(0, HEX_BYTES_MAX)).toString('hex'), cut: endByte - startByte > bytes.length,
    };
  });
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch (thrown) {
    if (thrown instanceof TypeError) return false;
    throw thrown;
  }
}
