import type { Activity, Normalised } from '../../activity/activity';
import { isJsonObject, type JsonObject } from '../../decode/types';
import { isDeeperThan } from '../../decode/json-scan';
import { address, isSharedAddress, setEndpoint } from '../identity';
import { setProductAlert, severityOfWord } from '../product-alert';
import type { NormaliseContext, Recogniser } from '../types';
import { genericTime, unparsed } from '../unparsed';
import { integer, text } from '../values';
import { windows } from '../windows/windows';
import { readEndpoint } from './endpoint';
import { visionOneEvent, WINDOWS_EVENT } from './events';
import { readNetworkActivity } from './network';

/** Products that send network activity; all others are endpoint sensors. */
const NETWORK_PRODUCTS = new Set(['pdi', 'sws', 'szn', 'sig', 'xns', 'swg', 'szp']);
const PRODUCTS = new Set([...NETWORK_PRODUCTS, 'xes', 'sao', 'sds', 'pds', 'pao']);
const NETWORK_SOURCE = 6;
const TIMES = ['eventTime', 'eventTimeDT', 'rt', 'firstSeen', 'start', 'logReceivedTime', 'detectedDateTime'];
const RAW_DEPTH_MAX = 6;

/** Vision One's endpoint and network activity, alone or as the detail of an observed attack technique. */
export const visionOne: Recogniser = {
  family: 'vision-one',
  recognises: (record) => isJsonObject(record) && (isActivity(record) || isTechnique(record)),
  normalise: (record, context) => (isJsonObject(record) ? normaliseRecord(record, context) : unparsed.normalise(record, context)),
};

function isActivity(record: JsonObject): boolean {
  const code = record.productCode;
  if (typeof code === 'string' && PRODUCTS.has(code)) return record.eventId !== undefined || record.eventSourceType !== undefined || record.uuid !== undefined || record.eventName !== undefined;
  return record.eventId !== undefined && (record.eventSubId !== undefined || record.endpointGuid !== undefined) && record['@timestamp'] === undefined && (record.endpointHostName !== undefined || record.endpointGuid !== undefined);
}

function isTechnique(record: JsonObject): boolean {
  return Array.isArray(record.filters) && isJsonObject(record.detail) && record.detectedDateTime !== undefined;
}

function normaliseRecord(record: JsonObject, context: NormaliseContext): Normalised {
  if (!isTechnique(record) || !isJsonObject(record.detail)) return normaliseActivity(record, context);
  const { detail } = record;
  if (isJsonObject(record.endpoint)) detail.endpointHostName ??= record.endpoint.endpointName;
  const normalised = normaliseActivity(detail, context);
  addFilters(normalised.activity, Array.isArray(record.filters) ? record.filters : []);
  if (normalised.activity.timeSource === 'received') Object.assign(normalised.activity, genericTime(record, context, TIMES));
  return normalised;
}

/** The gravest filter names the finding; the techniques are those of all. */
function addFilters(activity: Activity, filters: readonly unknown[]): void {
  const found = filters.slice(0, 20).filter(isJsonObject).map((filter) => ({ filter, severity: severityOfWord(filter.riskLevel ?? filter.level) ?? ('low' as const) }));
  const order = ['informational', 'low', 'medium', 'high', 'critical'];
  const gravest = found.reduce<(typeof found)[number] | undefined>((best, item) => (best === undefined || order.indexOf(item.severity) > order.indexOf(best.severity) ? item : best), undefined);
  if (gravest === undefined) return;
  setProductAlert(activity, { name: text(gravest.filter.name) ?? text(gravest.filter.filterName), severity: gravest.severity, attack: found.flatMap(({ filter }) => [filter.mitreTacticIds, filter.mitreTechniqueIds, filter.tactics, filter.techniques]) });
}

function normaliseActivity(record: JsonObject, context: NormaliseContext): Normalised {
  const eventId = codeOf(record.eventId);
  const subId = codeOf(record.eventSubId);
  const event = visionOneEvent(eventId, subId);
  const activity: Activity = { ...genericTime(record, context, TIMES), family: 'vision-one', kind: event.kind };
  activity.channel = text(record.productCode);
  activity.eventCode = subId === undefined ? (eventId === undefined ? undefined : String(eventId)) : String(subId);
  setEndpoint(activity, text(record.endpointHostName) ?? text(record.endpointGuid));
  const own = addressesOf(record.endpointIp).find((item) => !isSharedAddress(item));
  if (own !== undefined) activity.endpointAddress = own;
  if (isNetwork(record)) return readNetworkActivity(activity, record);
  if (eventId === WINDOWS_EVENT && record.winEventId !== undefined) return readWindowsEvent(activity, record, context);
  return readEndpoint(activity, record, event);
}

function isNetwork(record: JsonObject): boolean {
  return NETWORK_PRODUCTS.has(text(record.productCode) ?? '') || codeOf(record.eventSourceType) === NETWORK_SOURCE;
}

/** `2`, `"2"` or `"2 - TELEMETRY_PROCESS_CREATE"`. */
function codeOf(value: unknown): number | undefined {
  return integer(typeof value === 'string' ? /^\d{1,9}/.exec(value)?.[0] : value);
}

function addressesOf(value: unknown): string[] {
  return (Array.isArray(value) ? value.slice(0, 32) : [value]).flatMap((item) => address(text(item)) ?? []);
}

/** Windows' own events are read as such; the sensor adds whose they are. */
function readWindowsEvent(activity: Activity, record: JsonObject, context: NormaliseContext): Normalised {
  const normalised = windows.normalise({
    EventID: record.winEventId, Channel: record.channel, Provider_Name: record.providerName, Computer: record.endpointHostName, EventData: eventDataOf(record), Message: record.eventMessage,
  }, context);
  const { observedAt, timeSource, family, channel, endpointName, endpointKey, endpointAddress } = activity;
  Object.assign(normalised.activity, { observedAt, timeSource, family });
  normalised.activity.channel ??= channel;
  if (normalised.activity.endpointKey === undefined && endpointKey !== undefined) Object.assign(normalised.activity, { endpointName, endpointKey });
  if (endpointAddress !== undefined) normalised.activity.endpointAddress ??= endpointAddress;
  return normalised;
}

/** The event data as JSON in a string, else the single fields that the sensor takes out of it. */
function eventDataOf(record: JsonObject): JsonObject {
  const fields: JsonObject = {};
  for (const key of Object.keys(record)) if (key.startsWith('eventData') && key.length > 9) fields[key.slice(9)] = record[key];
  const raw = text(record.rawDataStr);
  if (raw === undefined || !raw.startsWith('{')) return fields;
  let parsed: unknown;
  try {
    parsed = JSON.parse(raw);
  } catch {
    // A cut-off text still leaves the single fields.
    return fields;
  }
  if (!isJsonObject(parsed) || isDeeperThan(parsed, RAW_DEPTH_MAX)) return fields;
  return { ...fields, ...(isJsonObject(parsed.EventData) ? parsed.EventData : parsed) };
}
