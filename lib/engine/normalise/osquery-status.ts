import type { Activity } from '../activity/activity';
import { isJsonObject } from '../decode/types';
import { setEndpoint } from './identity';
import type { Recogniser } from './types';
import { genericTime, unparsed } from './unparsed';
import { at, text } from './values';

/** What osquery says of itself: errors of queries, of its configuration, of its own work. */
export const osqueryStatus: Recogniser = {
  family: 'osquery',
  recognises: (record) => isJsonObject(record) && record.filename !== undefined && record.line !== undefined && record.message !== undefined && record.severity !== undefined
    && record.hostIdentifier !== undefined,
  normalise: (record, context) => {
    if (!isJsonObject(record)) return unparsed.normalise(record, context);
    const activity: Activity = { ...genericTime(record, context, ['unixTime', 'calendarTime']), family: 'osquery', kind: 'other', channel: 'status' };
    activity.eventCode = text(record.severity);
    activity.message = text(record.message);
    setEndpoint(activity, text(at(record, 'decorations.hostname')) ?? text(record.hostIdentifier));
    return { activity, event: { product: '', service: 'osquery', categories: [], fields: record } };
  },
};
