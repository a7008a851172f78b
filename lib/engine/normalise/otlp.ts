import { isJsonObject, type JsonObject } from '../decode/types';
import { windowsEventOfCollector } from './otlp-windows';
import { parseTime } from './time';

/** One log record of OpenTelemetry, opened. */
export interface OtlpLog {
  /** The record's values by name: of the resource, its own attributes, and its body; a body that is text is `message`. */
  record: JsonObject;
  /** The body where it is an object: often the record of a sensor, that the collector only carries. */
  body: JsonObject | undefined;
  /** The body where it is text. */
  line: string | undefined;
  /** Epoch ms. */
  time: number | undefined;
}

/** Opens a request in OTLP's JSON that holds one log record; undefined for any other object. */
export function otlpLog(request: JsonObject): OtlpLog | undefined {
  const resource = only(request.resourceLogs);
  const scope = resource && only(resource.scopeLogs);
  const log = scope && only(scope.logRecords);
  if (log === undefined) return undefined;
  const value = valueOf(log.body);
  const content = isJsonObject(value) ? value : undefined;
  const time = timeOf(log.timeUnixNano) ?? timeOf(log.observedTimeUnixNano);
  const record = emptyRecord();
  Object.assign(record, attributesOf(isJsonObject(resource?.resource) ? resource.resource.attributes : undefined), attributesOf(log.attributes), content);
  if (typeof value === 'string') record.message = value;
  else if (value !== undefined && content === undefined) record.message ??= JSON.stringify(value);
  if (time !== undefined) record['@timestamp'] ??= new Date(time).toISOString();
  for (const name of ['severityText', 'severityNumber', 'eventName', 'traceId', 'spanId'] as const) if (log[name] !== undefined && log[name] !== '') record[name] ??= log[name];
  const scopeName = isJsonObject(scope?.scope) ? scope.scope.name : undefined;
  if (scopeName !== undefined) record['otel.scope.name'] ??= scopeName;
  return { record, body: content === undefined ? undefined : (windowsEventOfCollector(content) ?? content), line: typeof value === 'string' ? value : undefined, time };
}

function only(value: unknown): JsonObject | undefined {
  return Array.isArray(value) && value.length === 1 && isJsonObject(value[0]) ? value[0] : undefined;
}

/** Nanoseconds as text or number; 0 is how exporters say that they do not know. */
function timeOf(value: unknown): number | undefined {
  const at = value === 0 || value === '0' ? undefined : parseTime(value)?.at;
  return at === 0 ? undefined : at;
}

/** Without a prototype: names come from outside. */
function emptyRecord(): JsonObject {
  return Object.create(null) as JsonObject;
}

function attributesOf(list: unknown): JsonObject {
  const values = emptyRecord();
  if (!Array.isArray(list)) return values;
  for (const item of list) {
    if (!isJsonObject(item) || typeof item.key !== 'string') continue;
    const value = valueOf(item.value);
    if (value !== undefined) values[item.key] = value;
  }
  return values;
}

/** An AnyValue as the plain value that it stands for; decoding has bounded its depth. */
function valueOf(any: unknown): unknown {
  if (!isJsonObject(any)) return undefined;
  const { stringValue, boolValue, intValue, doubleValue, arrayValue, kvlistValue, bytesValue } = any;
  if (isJsonObject(arrayValue)) return Array.isArray(arrayValue.values) ? arrayValue.values.map(valueOf) : [];
  if (isJsonObject(kvlistValue)) return attributesOf(kvlistValue.values);
  return stringValue ?? boolValue ?? (typeof intValue === 'string' ? safeInteger(intValue) : intValue) ?? doubleValue ?? bytesValue;
}

/** A number where it is exact, as a sensor's own JSON would have it. */
function safeInteger(text: string): number | string {
  const value = Number(text);
  return Number.isSafeInteger(value) && text.trim() !== '' ? value : text;
}
