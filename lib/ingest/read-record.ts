import 'server-only';
import type { Activity } from '../engine/activity/activity';
import { isDecodeError, runPipeline } from '../engine/pipeline';
import { FORMATS, type Format } from '../engine/pipeline-types';
import { compileRules } from '../engine/sigma/rule-set';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { recordAddress } from '../platform/ids';
import { tenantTx } from '../platform/tx';
import { readOriginal, type ChunkHead } from './chunk-store';
import { DECODE_LIMITS } from './limits';
import type { OriginalRecord } from './model';

const NO_RULES = compileRules([]);

/** A stored record as its sender wrote it, byte for byte, and all that can be read from it. */
export async function readRecord(ctx: Context, uuid: string): Promise<OriginalRecord> {
  requirePermission(ctx, 'activity', 'read');
  const address = recordAddress(uuid);
  const found = address && (await tenantTx(ctx.tenantId, (tx) => readOriginal(tx, ctx.tenantId, address)));
  if (!found) throw new AppError('not_found', 'There is no such record. It may be older than the retention period.');
  const { head, bytes } = found;
  const text = textOf(bytes);
  const activity = normaliseAgain(bytes, head);
  return {
    uuid, sourceId: head.sourceId, receivedAt: head.receivedAt.toISOString(), format: head.format, bytes,
    ...(text === undefined ? {} : { text }), ...(activity === undefined ? {} : { activity }),
  };
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (thrown) {
    if (thrown instanceof TypeError) return undefined; // not UTF-8: the bytes alone are the record
    throw thrown;
  }
}

/** The whole activity, of which the database keeps the searched properties only. Undefined for rows that mean nothing without their header line. */
function normaliseAgain(bytes: Uint8Array, head: ChunkHead): Activity | undefined {
  const result = runPipeline(bytes, NO_RULES, {
    format: FORMATS.find((known): known is Format => known === head.format) ?? 'auto', clockSkewSeconds: head.clockSkewSeconds, receivedAt: head.receivedAt.getTime(), limits: DECODE_LIMITS,
  });
  const activity = isDecodeError(result) ? undefined : result.activities[0];
  return activity?.family === 'unparsed' ? undefined : activity;
}
