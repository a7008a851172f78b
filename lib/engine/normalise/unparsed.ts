import type { Activity, Normalised } from '../activity/activity';
import { isJsonObject, type JsonObject } from '../decode/types';
import { parseTime } from './time';
import type { NormaliseContext, Recogniser } from './types';
import { addCommonFields } from './common-fields';
import { at, text } from './values';

const MESSAGE_CHARS_MAX = 1000;

/** Where records of no known family tend to keep their time. */
const TIME_FIELDS = ['@timestamp', 'timestamp', 'time', 'ts', 'eventTime', 'TimeGenerated', 'TimeCreated', 'date', 'datetime'] as const;

/** Takes every record: stored, searchable by text, time and source, and counted as not understood. */
export const unparsed: Recogniser = {
  family: 'unparsed',
  recognises: () => true,
  normalise: (record, context) => (isJsonObject(record) ? fromObject(record, context) : fromText(record, context)),
};

function fromText(line: string, context: NormaliseContext): Normalised {
  const activity: Activity = { observedAt: context.receivedAt, timeSource: 'received', family: 'unparsed', kind: 'other' };
  const message = text(line.slice(0, MESSAGE_CHARS_MAX));
  if (message !== undefined) activity.message = message;
  return { activity, event: { product: '', service: '', categories: [], fields: { message: line } } };
}

function fromObject(record: JsonObject, context: NormaliseContext): Normalised {
  const activity: Activity = { ...genericTime(record, context), family: 'unparsed', kind: 'other' };
  addCommonFields(activity, record);
  activity.message = text(record.message) ?? text(JSON.stringify(record));
  if (activity.message !== undefined) activity.message = activity.message.slice(0, MESSAGE_CHARS_MAX);
  return { activity, event: { product: '', service: '', categories: [], fields: record } };
}

/** The time of a record without a family of its own rules: zoned as written, else with the sender's correction, else the time of receipt. */
export function genericTime(record: JsonObject, context: NormaliseContext, fields: readonly string[] = TIME_FIELDS): Pick<Activity, 'observedAt' | 'timeSource'> {
  for (const field of fields) {
    const parsed = parseTime(at(record, field));
    if (parsed === undefined) continue;
    if (parsed.zoned || context.clockSkewSeconds === 0) return { observedAt: parsed.at, timeSource: 'record' };
    return { observedAt: parsed.at + context.clockSkewSeconds * 1000, timeSource: 'skewed' };
  }
  return { observedAt: context.receivedAt, timeSource: 'received' };
}

