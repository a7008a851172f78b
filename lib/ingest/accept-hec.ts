import 'server-only';
import type { RecordOrigin } from '../engine/decode/types';
import { parseTime } from '../engine/normalise/time';
import type { Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { tenantTx } from '../platform/tx';
import { acceptBatch } from './accept-batch';
import { hecChannel } from './authenticate-hec';
import { orBusy } from './database-gone';
import { HEC, HecError, hecReject } from './hec-answers';
import { nextAcknowledgement } from './hec-channel-store';
import { EMPTY_BODY } from './inflate-body';
import { readBody } from './read-body';

const NAME_CHARS_MAX = 255;

/** Objects with an `event` each, or records as they are. */
export type HecKind = 'event' | 'raw';

/**
 * Stores what a Splunk forwarder sent. What the request says of all its records is part of it: the same lines of another host are another batch.
 * Returns the acknowledgement when a channel was named; by then the records are committed.
 */
export async function acceptHec(ctx: Context, kind: HecKind, request: Request): Promise<{ ackId?: number }> {
  const channel = hecChannel(request);
  if (kind === 'raw' && channel === undefined) throw new HecError(HEC.channelMissing);
  const origin = originOf(new URL(request.url).searchParams);
  const { received, stored, rejected } = await accepted(ctx, {
    format: kind === 'raw' ? 'auto' : 'hec', ...(origin ? { origin, batchId: JSON.stringify(origin) } : {}), readBody: (take) => readBody(request, take),
  });
  if (received === 0) throw new HecError(HEC.noData);
  const [first] = rejected;
  if (stored === 0 && first) throw hecReject(first.reason, first.index);
  return channel === undefined ? {} : { ackId: await acknowledge(ctx, channel) };
}

async function accepted(ctx: Context, input: Parameters<typeof acceptBatch>[1]): ReturnType<typeof acceptBatch> {
  try {
    return await acceptBatch(ctx, input);
  } catch (thrown) {
    throw thrown instanceof AppError && thrown.message === EMPTY_BODY ? new HecError(HEC.noData) : thrown;
  }
}

/** What the address says of all records. */
function originOf(query: URLSearchParams): RecordOrigin | undefined {
  const origin: RecordOrigin = {};
  for (const name of ['host', 'source', 'sourcetype'] as const) {
    const said = query.get(name);
    if (said) origin[name] = said.slice(0, NAME_CHARS_MAX);
  }
  const time = parseTime(query.get('time') ?? '')?.at;
  if (time !== undefined) origin.time = time;
  return Object.keys(origin).length === 0 ? undefined : origin;
}

async function acknowledge({ tenantId, actor, clock }: Context, channel: string): Promise<number> {
  if (actor.kind !== 'source') throw new AppError('forbidden', 'Only a source has channels.');
  const id = await orBusy(() => tenantTx(tenantId, (tx) => nextAcknowledgement(tx, { tenantId, sourceId: actor.id, channel }, clock.now())));
  if (id === undefined) throw new HecError(HEC.channelInvalid, { details: 'This source has too many channels.' });
  return id;
}
