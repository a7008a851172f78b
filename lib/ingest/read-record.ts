import 'server-only';
import { getActivity } from '../activities/get-activity';
import type { Activity } from '../engine/activity/activity';
import { encodeFrames } from '../engine/decode/syslog-frames';
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
  const again = normaliseAgain(bytes, head);
  const activity = again && head.format === 'hec' ? await withWhatHeldOn(ctx, uuid, again) : again;
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

/** A host that an object before it in the body named holds for a record too, and is in no part of it. */
async function withWhatHeldOn(ctx: Context, uuid: string, activity: Activity): Promise<Activity> {
  if (activity.endpointKey !== undefined) return activity;
  const { endpointName, endpointKey } = (await getActivity(ctx, uuid)) ?? {};
  return { ...activity, ...(endpointName === undefined ? {} : { endpointName }), ...(endpointKey === undefined ? {} : { endpointKey }) };
}

/** A document alone is JSON: its action line is no part of the record. */
function formatOf({ format }: ChunkHead): Format {
  return format === 'bulk' ? 'json' : (FORMATS.find((known): known is Format => known === format) ?? 'auto');
}

/** The whole activity, of which the database keeps the searched properties only. Undefined for rows that mean nothing without their header line. */
function normaliseAgain(bytes: Uint8Array, head: ChunkHead): Activity | undefined {
  const body = head.format === 'syslog-frames' ? encodeFrames([bytes]) : bytes;
  const result = runPipeline(body, NO_RULES, {
    format: formatOf(head), clockSkewSeconds: head.clockSkewSeconds, origin: head.origin, receivedAt: head.receivedAt.getTime(), limits: DECODE_LIMITS,
  });
  const activity = isDecodeError(result) ? undefined : result.activities[0];
  return activity?.family === 'unparsed' ? undefined : activity;
}
