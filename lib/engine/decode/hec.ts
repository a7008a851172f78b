import type { DecodeLimits } from '../pipeline-types';
import { parseTime } from '../normalise/time';
import { decodeJson, parseObject } from './json';
import { isJsonObject, type JsonObject, type RawRecord, type RecordOrigin, type RecordSink } from './types';

/** Why an object is no event; the dialect has a code for each. */
export const HEC_REASONS = { noEvent: 'the event field is missing', blank: 'the event field is blank' } as const;

const NAME_CHARS_MAX = 255;

/**
 * Decodes objects of the HTTP Event Collector, one after another: the record is what `event` holds, its span the object with all that was said about
 * it. Host, source and sourcetype hold on for the objects that follow, until they are said anew.
 */
export function decodeHec(bytes: Uint8Array, from: number, limits: DecodeLimits, origin: RecordOrigin | undefined, sink: RecordSink): void {
  let sticky: RecordOrigin = { ...origin };
  decodeJson(bytes, from, limits, {
    record: (value, start, end) => {
      if (!isJsonObject(value)) return sink.reject('not a JSON object', start, end);
      sticky = { ...sticky, ...namesOf(value) };
      const { event } = value;
      if (event === undefined || event === null) return sink.reject(HEC_REASONS.noEvent, start, end);
      if (isBlank(event)) return sink.reject(HEC_REASONS.blank, start, end);
      const time = parseTime(value['time'])?.at;
      sink.record(recordOf(event, limits.depthMax), start, end, time === undefined ? sticky : { ...sticky, time });
    },
    reject: (reason, start, end) => sink.reject(reason, start, end),
  });
}

function namesOf(value: JsonObject): Pick<RecordOrigin, 'host' | 'source' | 'sourcetype'> {
  const names: RecordOrigin = {};
  for (const name of ['host', 'source', 'sourcetype'] as const) {
    const said = value[name];
    if (typeof said === 'string' && said !== '' && said.length <= NAME_CHARS_MAX) names[name] = said;
  }
  return names;
}

function isBlank(event: unknown): boolean {
  return (typeof event === 'string' && event.trim() === '') || (isJsonObject(event) && Object.keys(event).length === 0);
}

/** Text that is an object is that object: several senders wrap what they have as text. */
function recordOf(event: unknown, depthMax: number): RawRecord {
  if (isJsonObject(event)) return event;
  if (typeof event !== 'string') return JSON.stringify(event);
  const text = event.trim();
  if (!text.startsWith('{')) return event;
  const parsed = parseObject(text, depthMax);
  return typeof parsed === 'string' ? event : parsed;
}
