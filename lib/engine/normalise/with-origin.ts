import type { Normalised } from '../activity/activity';
import { isJsonObject, type RawRecord, type RecordOrigin } from '../decode/types';
import { OF_ENDPOINTS } from './endpoint-families';
import { address, isSharedAddress, setEndpoint } from './identity';
import { normalise } from './registry';
import type { NormaliseContext } from './types';

/** Sourcetypes of Zeek's logs, whose JSON does not always name the log. */
const ZEEK_TYPE = /^(?:bro|zeek|corelight)[:_]([a-z0-9_]+?)(?:[:_]json)?$/;

/** Normalises a record with what its sender said beside it, which counts where the record itself says nothing. */
export function normaliseWithOrigin(record: RawRecord, { host, time, sourcetype, source }: RecordOrigin, context: NormaliseContext): Normalised {
  const log = sourcetype === undefined ? undefined : ZEEK_TYPE.exec(sourcetype)?.[1];
  if (log !== undefined && isJsonObject(record) && record['ts'] !== undefined) record['_path'] ??= log;
  const normalised = normalise(record, time === undefined ? context : { ...context, receivedAt: time });
  const { activity } = normalised;
  if (time !== undefined && activity.timeSource === 'received') activity.timeSource = 'record';
  const channel = sourcetype ?? source;
  if (channel !== undefined) activity.channel ??= channel;
  if (host !== undefined && activity.endpointKey === undefined && OF_ENDPOINTS.has(activity.family) && /^[\w.:-]{1,255}$/.test(host)) {
    setEndpoint(activity, host);
    const own = address(host);
    if (own !== undefined && !isSharedAddress(own)) activity.endpointAddress ??= own;
  }
  return normalised;
}
