import { isJsonObject, type JsonObject } from '../../decode/types';
import { qualifiedName } from '../identity';
import { at, integer, text } from '../values';
import { eventDataOf } from './event-data';

/** One Windows event, whichever shipper wrote it: its data under Windows' own field names, and what the envelope said. */
export interface WindowsRecord {
  /** Event data under the names that Sigma uses; owned by the normaliser. */
  fields: JsonObject;
  channel: string | undefined;
  eventId: number | undefined;
  provider: string | undefined;
  computer: string | undefined;
  message: string | undefined;
  time: RecordTime;
  /** In whose name and by which process the event was written, as the envelope says; asked for a few channels only. */
  writer?: () => RecordWriter;
  /** Addresses of the endpoint itself, where the shipper ran on it. */
  addresses?: readonly unknown[];
}

export interface RecordWriter { account?: string | undefined; sid?: string | undefined; processId?: number | undefined }

/** The record's own time. `local`: the shipper writes local time, whatever zone it prints. */
export interface RecordTime {
  value: unknown;
  local: boolean;
  /** NXLog: the same moment in the event's clock and in UTC, from which the clock's offset follows. */
  received?: { local: unknown; utc: unknown };
}

/** Whether a JSON object is a Windows event in one of the shapes below. */
export function isWindowsRecord(record: JsonObject): boolean {
  if (record.EventID !== undefined) return record.Channel !== undefined || record.SourceName !== undefined || record.EventLog !== undefined || record.Provider !== undefined || record.Provider_Name !== undefined || record.Hostname !== undefined || record.Computer !== undefined;
  if (record.event_id !== undefined) return record.log_name !== undefined || record.computer_name !== undefined;
  if (isJsonObject(record.winlog)) return true;
  if (isJsonObject(record.Event)) return isJsonObject(record.Event.System);
  if (isJsonObject(record.System)) return record.System.EventID !== undefined;
  return isJsonObject(record.data) && isJsonObject(record.data.win);
}

/** Reads the envelope of any shape that `isWindowsRecord` accepts. */
export function windowsRecord(record: JsonObject): WindowsRecord {
  if (record.EventID !== undefined) return flat(record);
  if (record.event_id !== undefined) return beat(record, record);
  if (isJsonObject(record.winlog)) return beat(record, record.winlog);
  if (isJsonObject(record.Event)) return evtx(record.Event);
  if (isJsonObject(record.System)) return evtx(record);
  return wazuh(record);
}

/** NXLog, Export-WinEvents and Get-WinEvent exports (event data beside the envelope), and the tables of Sentinel and Azure Monitor (event data in one field). */
function flat(record: JsonObject): WindowsRecord {
  const nested = record.EventData ?? record.ParameterXml;
  const data = nested === undefined ? undefined : eventDataOf(nested);
  const fields = data === undefined ? record : withEnvelope(data, record);
  const eventTime = record.EventTime;
  const generated = record.TimeGenerated;
  const time: RecordTime = generated !== undefined
    ? { value: generated, local: false }
    : eventTime !== undefined
      ? { value: eventTime, local: true, received: { local: record.EventReceivedTime, utc: record['@timestamp'] } }
      : { value: record.TimeCreated ?? record['@timestamp'] ?? record.timestamp ?? record.Timestamp, local: true };
  return {
    fields,
    channel: text(record.Channel ?? record.EventLog ?? record.LogName),
    eventId: eventIdOf(record.EventID),
    provider: text(record.SourceName) ?? text(record.Provider_Name) ?? text(record.Provider) ?? text(record.EventSourceName) ?? text(record.ProviderName) ?? text(record.Source),
    computer: text(record.Hostname) ?? text(record.Computer) ?? text(record.MachineName) ?? text(record.ComputerName),
    message: text(record.Message) ?? text(record.RenderedDescription),
    time,
    writer: () => flatWriter(record),
  };
}

/** NXLog gives the writer's account with its type; without the type, `AccountName` is a field of the event itself. */
function flatWriter(record: JsonObject): RecordWriter {
  const processId = integer(record.ExecutionProcessID);
  if (record.AccountType === undefined) return { processId };
  return { account: qualifiedName(text(record.Domain), text(record.AccountName)), sid: text(record.UserID), processId };
}

/** Table columns that rules or mappings ask for stay visible beside the event data. */
function withEnvelope(data: JsonObject, record: JsonObject): JsonObject {
  for (const key of ['Level', 'Task', 'Keywords', 'Opcode', 'Account', 'CommandLine', 'Process', 'ParentProcessName', 'NewProcessName']) {
    if (data[key] === undefined && record[key] !== undefined) data[key] = record[key];
  }
  return data;
}

/** Winlogbeat: version 6 keeps the event at the top, version 7 and later under `winlog`. */
function beat(record: JsonObject, event: JsonObject): WindowsRecord {
  const fields = eventDataOf(event.event_data) ?? eventDataOf(event.user_data) ?? {};
  const computer = text(event.computer_name) ?? text(at(record, 'host.hostname')) ?? text(at(record, 'host.name'));
  const hostName = text(at(record, 'host.name'))?.toLowerCase().split('.')[0];
  const addresses = at(record, 'host.ip');
  const ownAddresses = Array.isArray(addresses) && hostName !== undefined && hostName === computer?.toLowerCase().split('.')[0] ? { addresses } : {};
  return {
    fields,
    channel: text(event.channel) ?? text(event.log_name),
    eventId: eventIdOf(event.event_id ?? at(record, 'event.code')),
    provider: text(event.provider_name) ?? text(event.source_name) ?? text(at(record, 'event.provider')),
    computer,
    message: text(record.message),
    time: { value: record['@timestamp'], local: false },
    writer: () => beatWriter(event),
    ...ownAddresses,
  };
}

function beatWriter(event: JsonObject): RecordWriter {
  const user = isJsonObject(event.user) ? event.user : {};
  return { account: qualifiedName(text(user.domain), text(user.name)), sid: text(user.identifier), processId: integer(at(event, 'process.pid') ?? event.process_id) };
}

/** evtx_dump and other conversions of the event's XML: `System` and `EventData` or `UserData`, attributes under `#attributes` or `@Name`. */
function evtx(event: JsonObject): WindowsRecord {
  const system = isJsonObject(event.System) ? event.System : {};
  const fields = eventDataOf(event.EventData) ?? eventDataOf(event.UserData) ?? {};
  return {
    fields,
    channel: text(system.Channel),
    eventId: eventIdOf(system.EventID),
    provider: attribute(system.Provider, 'Name'),
    computer: text(system.Computer),
    message: text(at(event, 'RenderingInfo.Message')),
    time: { value: attribute(system.TimeCreated, 'SystemTime'), local: false },
    writer: () => ({
      sid: isJsonObject(system.Security) ? attribute(system.Security, 'UserID') : undefined,
      processId: isJsonObject(system.Execution) ? integer(attribute(system.Execution, 'ProcessID')) : undefined,
    }),
  };
}

/** Wazuh: `data.win`, names of the event data in lower camel case. */
function wazuh(record: JsonObject): WindowsRecord {
  const system = at(record, 'data.win.system');
  const data = at(record, 'data.win.eventdata');
  const fields: JsonObject = {};
  if (isJsonObject(data)) for (const key of Object.keys(data)) fields[key.charAt(0).toUpperCase() + key.slice(1)] = data[key];
  const envelope = isJsonObject(system) ? system : {};
  return {
    fields,
    channel: text(envelope.channel),
    eventId: eventIdOf(envelope.eventID),
    provider: text(envelope.providerName),
    computer: text(envelope.computer) ?? text(at(record, 'agent.name')),
    message: text(envelope.message)?.replace(/^"|"$/g, ''),
    time: { value: envelope.systemTime ?? record['@timestamp'] ?? record.timestamp, local: false },
  };
}

/** `4624`, `"4624"`, `{"#text": 4624, "#attributes": …}`, `{"@Qualifiers": …, "#text": "7045"}`. */
function eventIdOf(value: unknown): number | undefined {
  return integer(isJsonObject(value) ? (value['#text'] ?? value.Value ?? value.value) : value);
}

function attribute(node: unknown, name: string): string | undefined {
  if (!isJsonObject(node)) return text(node);
  const attributes = isJsonObject(node['#attributes']) ? node['#attributes'] : isJsonObject(node.$) ? node.$ : undefined;
  return text(attributes?.[name]) ?? text(node[`@${name}`]) ?? text(node[name]);
}
