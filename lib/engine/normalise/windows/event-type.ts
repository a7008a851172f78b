import type { JsonObject } from '../../decode/types';
import { messageValue } from './message';

/** NXLog's own levels, which it writes into `EventType` over the one that Sysmon gave. */
const NXLOG_LEVELS = new Set(['INFO', 'WARNING', 'ERROR', 'VERBOSE', 'CRITICAL', 'DEBUG', 'AUDIT_SUCCESS', 'AUDIT_FAILURE']);

/** What the event id alone tells. Event 12 is four things, so it tells nothing. */
const BY_EVENT_ID: Readonly<Record<number, string | undefined>> = {
  13: 'SetValue', 14: 'RenameKey', 17: 'CreatePipe', 18: 'ConnectPipe', 19: 'WmiFilterEvent', 20: 'WmiConsumerEvent', 21: 'WmiBindingEvent',
};
const TYPED_EVENTS = new Set([12, 13, 14, 17, 18, 19, 20, 21]);

/** Gives Sysmon's `EventType` back to records from which NXLog took it: from the message, else from the event id; an unknown one is left out. */
export function restoreEventType(fields: JsonObject, eventId: number, message: string | undefined): void {
  if (!TYPED_EVENTS.has(eventId)) return;
  const written = fields.EventType;
  if (typeof written === 'string' && !NXLOG_LEVELS.has(written)) return;
  const known = messageValue(message, 'EventType') ?? BY_EVENT_ID[eventId];
  if (known !== undefined) fields.EventType = known;
  else if (written !== undefined) fields.EventType = undefined;
}
