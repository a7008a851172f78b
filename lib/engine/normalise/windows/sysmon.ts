import type { Activity } from '../../activity/activity';
import { address, isSharedAddress, setAccount } from '../identity';
import { applyMap, hexId, text } from '../values';
import { addMessageFields } from './message';
import { NO_CATEGORIES, type ReadableEvent } from './reader';
import { SYSMON_EVENTS } from './sysmon-events';

/** Events whose hashes are those of the process's own image; in others they are the file's. */
const PROCESS_START = 1;

/** Reads a Sysmon event of any shape. */
export function readSysmon(event: ReadableEvent): readonly string[] {
  const { fields, eventId, activity } = event;
  if (fields.UtcTime === undefined && fields.RuleName === undefined && event.message !== undefined) addMessageFields(fields, event.message);
  const mapping = SYSMON_EVENTS[eventId];
  if (mapping === undefined) return NO_CATEGORIES;
  activity.kind = mapping.kind;
  if (mapping.map !== undefined) applyMap(activity, fields, mapping.map);
  lowerGuids(activity);
  setAccount(activity, text(fields.User) ?? text(fields.SourceUser));
  const targetUser = text(fields.TargetUser);
  if (targetUser !== undefined && targetUser !== activity.accountName) activity.targetAccountName = targetUser;
  if (eventId === PROCESS_START) activity.logonId = hexId(fields.LogonId);
  const sha256 = sha256Of(fields.Hashes ?? fields.Hash);
  if (sha256 !== undefined) {
    if (eventId === PROCESS_START) activity.processSha256 = sha256;
    else activity.fileSha256 = sha256;
  }
  if (eventId === 3) readConnection(activity, fields.Initiated);
  if (eventId === 12 && (fields.EventType === 'DeleteKey' || fields.EventType === 'DeleteValue')) activity.kind = 'registry_delete';
  return mapping.categories ?? NO_CATEGORIES;
}

/** GUIDs are written in capitals by some shippers and in small letters by others; joins want one spelling. */
function lowerGuids(activity: Activity): void {
  if (activity.processGuid !== undefined) activity.processGuid = activity.processGuid.toLowerCase();
  if (activity.parentProcessGuid !== undefined) activity.parentProcessGuid = activity.parentProcessGuid.toLowerCase();
  if (activity.targetProcessGuid !== undefined) activity.targetProcessGuid = activity.targetProcessGuid.toLowerCase();
}

/** `SHA1=…,MD5=…,SHA256=…,IMPHASH=…`, or a bare hash. */
export function sha256Of(hashes: unknown): string | undefined {
  if (typeof hashes !== 'string' || hashes.length < 64) return undefined;
  const start = hashes.indexOf('SHA256=');
  const hash = start < 0 ? hashes : hashes.slice(start + 7, start + 71);
  return /^[0-9a-f]{64}$/i.test(hash) ? hash.toLowerCase() : undefined;
}

/**
 * The endpoint is the source of a connection that it initiated. Of one that it did not initiate, either side may be it: real records write some with
 * the responder as source, so its own address is not read from those.
 */
function readConnection(activity: Activity, initiated: unknown): void {
  const source = address(activity.sourceAddress);
  const destination = address(activity.destinationAddress);
  if (source !== undefined) activity.sourceAddress = source;
  if (destination !== undefined) activity.destinationAddress = destination;
  const answered = initiated === false || (typeof initiated === 'string' && initiated.toLowerCase() === 'false');
  activity.direction = answered ? 'inbound' : 'outbound';
  if (!answered && source !== undefined && !isSharedAddress(source)) activity.endpointAddress = source;
}
