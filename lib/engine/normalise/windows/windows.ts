import type { Activity, Normalised } from '../../activity/activity';
import { isJsonObject, type JsonObject } from '../../decode/types';
import { address, isSharedAddress, setAccount, setEndpoint } from '../identity';
import type { NormaliseContext, Recogniser } from '../types';
import { unparsed } from '../unparsed';
import { text } from '../values';
import { windowsChannel, type WindowsChannel } from './channels';
import { restoreEventType } from './event-type';
import { readOperational } from './operational';
import { readPowershell } from './powershell';
import type { ReadableEvent } from './reader';
import { observedTime } from './record-time';
import { readSecurity } from './security';
import { isWindowsRecord, windowsRecord, type WindowsRecord } from './shape';
import { readSysmon } from './sysmon';

/** Windows event logs in every shape that shippers give them. */
export const windows: Recogniser = {
  family: 'windows',
  recognises: (record) => isJsonObject(record) && isWindowsRecord(record),
  normalise: (record, context) => (isJsonObject(record) ? normaliseWindows(windowsRecord(record), context) : unparsed.normalise(record, context)),
};

function normaliseWindows(record: WindowsRecord, context: NormaliseContext): Normalised {
  const { fields, message } = record;
  const eventId = record.eventId ?? -1;
  const channel = windowsChannel(record.channel, record.provider);
  if (channel.reader === 'sysmon') restoreEventType(fields, eventId, message);
  const activity: Activity = { observedAt: 0, timeSource: 'record', family: 'windows', kind: 'other' };
  if (channel.name !== '') activity.channel = channel.name;
  if (eventId >= 0) activity.eventCode = String(eventId);
  setEndpoint(activity, record.computer);
  const categories = read({ fields, eventId, message, activity }, channel);
  if (channel.reader !== 'sysmon' && channel.reader !== 'security') readWriter(activity, record, channel);
  const time = observedTime(channel.reader === 'sysmon' ? text(fields.UtcTime) : undefined, eventId, record.time, context);
  activity.observedAt = time.at;
  activity.timeSource = time.source;
  if (record.addresses !== undefined && activity.endpointAddress === undefined) setOwnAddress(activity, record.addresses);
  addEnvelope(record, eventId, channel);
  return { activity, event: { product: 'windows', service: channel.service, categories, fields } };
}

function read(event: ReadableEvent, channel: WindowsChannel): readonly string[] {
  switch (channel.reader) {
    case 'sysmon':
      return readSysmon(event);
    case 'security':
      return readSecurity(event);
    case 'powershell':
      return readPowershell(event);
    default:
      return readOperational(event, channel.service);
  }
}

/** Logs whose events name no account are written in the name of who did it; PowerShell's also by the process that did it. */
function readWriter(activity: Activity, record: WindowsRecord, channel: WindowsChannel): void {
  const writer = record.writer?.();
  if (writer === undefined) return;
  if (activity.accountName === undefined) {
    setAccount(activity, writer.account);
    if (writer.sid !== undefined) activity.accountSid ??= writer.sid;
  }
  if (channel.reader === 'powershell' && writer.processId !== undefined) activity.processId ??= writer.processId;
}

/** The fields of the envelope that rules ask for, under Sigma's names. */
function addEnvelope(record: WindowsRecord, eventId: number, channel: WindowsChannel): void {
  const { fields } = record;
  if (eventId >= 0 && fields.EventID !== eventId) fields.EventID = eventId;
  addChannel(fields, channel.name);
  if (record.provider !== undefined && fields.Provider_Name === undefined) fields.Provider_Name = record.provider;
  if (record.computer !== undefined && fields.Computer === undefined) fields.Computer = record.computer;
  if (record.message !== undefined && fields.Message === undefined) fields.Message = record.message;
  if (channel.reader === 'operational') addCompactNames(fields);
}

/** Event data may have a `Channel` of its own, which rules then mean: event 104 names the log that was cleared. */
function addChannel(fields: JsonObject, name: string): void {
  const own = fields.Channel;
  if (name === '' || own === name) return;
  if (typeof own !== 'string' || own.toLowerCase() === name.toLowerCase()) fields.Channel = name;
}

/** Some providers put spaces into field names (`New Value`); rules write them without. */
function addCompactNames(fields: JsonObject): void {
  for (const name of Object.keys(fields)) {
    if (!name.includes(' ')) continue;
    const compact = name.replaceAll(' ', '');
    if (fields[compact] === undefined) fields[compact] = fields[name];
  }
}

function setOwnAddress(activity: Activity, addresses: readonly unknown[]): void {
  const own = addresses.slice(0, 32).map((item) => address(text(item))).find((item) => item !== undefined && !isSharedAddress(item));
  if (own !== undefined) activity.endpointAddress = own;
}
