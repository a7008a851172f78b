import type { Normalised } from '../activity/activity';
import { parseSyslog } from '../decode/syslog';
import { isJsonObject, type JsonObject, type RawRecord } from '../decode/types';
import { isDeeperThan } from '../decode/json-scan';
import { apexCentral } from './apex-central';
import { deepDiscovery } from './deep-discovery';
import { ecs } from './ecs';
import { OF_ENDPOINTS } from './endpoint-families';
import { auditd } from './linux/auditd';
import { laurel } from './linux/laurel';
import { microsoft } from './microsoft/microsoft';
import { ocsf } from './ocsf/ocsf';
import { osquery } from './osquery';
import { osqueryStatus } from './osquery-status';
import { otlpLog, type OtlpLog } from './otlp';
import { setEndpoint } from './identity';
import { proxy } from './proxy';
import { squid } from './squid';
import { suricata } from './suricata/suricata';
import { syslog } from './syslog';
import { syslogJson } from './syslog-json';
import type { NormaliseContext, Recogniser } from './types';
import { unparsed } from './unparsed';
import { text } from './values';
import { vendor } from './vendor-event';
import { visionOne } from './vision-one/vision-one';
import { webGateway } from './web-gateway';
import { windows } from './windows/windows';
import { zeek } from './zeek/zeek';

/** Asked in this order; the first that knows a record takes it. Families whose records say plainly what they are come before those that guess by fields. */
const OBJECTS: readonly Recogniser[] = [windows, zeek, suricata, visionOne, laurel, osquery, osqueryStatus, ocsf, microsoft, ecs, proxy];
const LINES: readonly Recogniser[] = [webGateway, apexCentral, deepDiscovery, vendor, auditd, squid, syslog];

/** Where shippers put a line that they did not take apart. */
const CARRIED_IN = ['message', 'event.original', 'event', '_raw', 'raw', 'log', 'msg', 'MESSAGE'] as const;
const CARRIED_DEPTH_MAX = 32;

/** Turns a record into an activity and into what rules see. Owns the record: fields may be added to it. Throws only on a defect of a normaliser. */
export function normalise(record: RawRecord, context: NormaliseContext): Normalised {
  const log = isJsonObject(record) && record.resourceLogs !== undefined ? otlpLog(record) : undefined;
  if (log !== undefined) return fromOtlp(log, context);
  const known = isJsonObject(record)
    ? (recognise(record, context) ?? fromCarrier(record, context) ?? (syslogJson.recognises(record) ? syslogJson.normalise(record, context) : undefined))
    : fromLine(record.includes('\0') ? record.replaceAll('\0', '') : record, context);
  return known ?? unparsed.normalise(record, context);
}

/** A log record of OpenTelemetry: what a sensor wrote into its body counts, else its attributes; the time and the host that it says itself come last. */
function fromOtlp({ record, body, line, time }: OtlpLog, context: NormaliseContext): Normalised {
  const inner = (body && recognise(body, context)) ?? recognise(record, context) ?? fromCarrier(record, context) ?? (syslogJson.recognises(record) ? syslogJson.normalise(record, context) : undefined);
  const known = inner ?? (line === undefined ? undefined : fromLine(line.replaceAll('\0', ''), context)) ?? unparsed.normalise(record, context);
  const { activity } = known;
  if (activity.timeSource === 'received' && time !== undefined) Object.assign(activity, { observedAt: time, timeSource: 'record' });
  if (activity.endpointKey === undefined && OF_ENDPOINTS.has(activity.family)) setEndpoint(activity, text(record['host.name']));
  return known;
}

/** A line without NULs, which no text column can store. */
function fromLine(line: string, context: NormaliseContext): Normalised | undefined {
  return fromEnvelope(line, context) ?? recognise(line, context);
}

function recognise(record: RawRecord, context: NormaliseContext): Normalised | undefined {
  return (typeof record === 'string' ? LINES : OBJECTS).find((recogniser) => recogniser.recognises(record))?.normalise(record, context);
}

/** JSON that only carries another record, as text or as an object: what it carries is what counts. */
function fromCarrier(record: JsonObject, context: NormaliseContext): Normalised | undefined {
  for (const name of CARRIED_IN) {
    const carried = record[name];
    const inner = typeof carried === 'string' ? (parseObject(carried) ?? carried.replaceAll('\0', '')) : isJsonObject(carried) && name === 'event' ? carried : undefined;
    const known = inner === undefined ? undefined : recognise(inner, context);
    // A mere line of syslog says less than the record around it.
    if (known !== undefined && known.activity.family !== 'syslog') return known;
  }
  return undefined;
}

/** JSON behind a syslog header. */
function fromEnvelope(line: string, context: NormaliseContext): Normalised | undefined {
  const inner = line.trimEnd().endsWith('}') ? parseObject(parseSyslog(line)?.message ?? line) : undefined;
  return inner === undefined ? undefined : recognise(inner, context);
}

function parseObject(text: string): JsonObject | undefined {
  const json = text.replace(/^(?:\s*@cee:)?\s+/, '');
  if (!json.startsWith('{')) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    // Text that only begins like JSON stays text.
    return undefined;
  }
  return isJsonObject(value) && !isDeeperThan(value, CARRIED_DEPTH_MAX) ? value : undefined;
}
