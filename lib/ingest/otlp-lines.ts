import { isDeeperThan } from '../engine/decode/json-scan';
import { isJsonObject, type JsonObject } from '../engine/decode/types';

interface LineLimits { recordsMax: number; charsMax: number }

export type OtlpLines = { ok: true; text: string } | { ok: false; reason: string };

/** Far beyond what a record may nest; it keeps what is refused anyway from overflowing the stack here. */
const DEPTH_MAX = 500;

/**
 * One line per log record: a whole OTLP request in JSON that holds this record alone, with the resource and the scope that it was sent under. Nothing that
 * was sent is left out, and the same request always gives the same lines. What is no record becomes a line too, so that it is rejected in its place.
 * Undefined: this is no request.
 */
export function otlpLines(request: unknown, limits: LineLimits): OtlpLines | undefined {
  if (!isJsonObject(request) || !isListOrAbsent(request.resourceLogs)) return undefined;
  const lines = new Lines(limits);
  for (const resource of list(request.resourceLogs)) addResource(lines, resource);
  return lines.finish();
}

function addResource(lines: Lines, resource: unknown): void {
  if (!isShallowObject(resource, 'scopeLogs')) return lines.addBroken(resource);
  const head = `{"resourceLogs":[${opened(resource, 'scopeLogs')}"scopeLogs":[`;
  for (const scope of list(resource.scopeLogs)) addScope(lines, head, scope);
}

function addScope(lines: Lines, resource: string, scope: unknown): void {
  if (!isShallowObject(scope, 'logRecords')) return lines.addBroken(scope);
  const head = `${resource}${opened(scope, 'logRecords')}"logRecords":[`;
  for (const record of list(scope.logRecords)) {
    if (isJsonObject(record) && !isDeeperThan(record, DEPTH_MAX)) lines.add(`${head}${JSON.stringify(withHexIds(record))}]}]}]}`);
    else lines.addBroken(record);
  }
}

class Lines {
  readonly #lines: string[] = [];
  #chars = 0;
  #excess: string | undefined;

  constructor(private readonly limits: LineLimits) {}

  /** Many records under one large resource would otherwise become a body without bounds. */
  add(line: string): void {
    if (this.#excess !== undefined) return;
    this.#chars += line.length + 1;
    if (this.#lines.length >= this.limits.recordsMax) this.#excess = `More than ${this.limits.recordsMax} records.`;
    else if (this.#chars > this.limits.charsMax) this.#excess = `The records with their resources take more than ${this.limits.charsMax} bytes.`;
    else this.#lines.push(line);
  }

  /** A JSON text, which is no object and so becomes a reject that shows what was sent. */
  addBroken(value: unknown): void {
    const isDeep = typeof value === 'object' && value !== null && isDeeperThan(value, DEPTH_MAX);
    this.add(JSON.stringify(isDeep ? 'nested too deep' : JSON.stringify(value)));
  }

  finish(): OtlpLines {
    return this.#excess === undefined ? { ok: true, text: this.#lines.map((line) => `${line}\n`).join('') } : { ok: false, reason: this.#excess };
  }
}

const isListOrAbsent = (value: unknown): boolean => value === undefined || value === null || Array.isArray(value);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** An object whose inner list is one, and whose other members do not nest without end. */
function isShallowObject(value: unknown, member: string): value is JsonObject {
  return isJsonObject(value) && isListOrAbsent(value[member]) && !isDeeperThan({ ...value, [member]: undefined }, DEPTH_MAX);
}

/** The beginning of an object, without one member: `{"a":1,` or `{`. */
function opened(value: JsonObject, member: string): string {
  const rest = JSON.stringify({ ...value, [member]: undefined });
  return rest === '{}' ? '{' : `${rest.slice(0, -1)},`;
}

/** Ids are hex in OTLP's JSON, unlike all other bytes; those out of protobuf come as base64. */
function withHexIds(record: JsonObject): JsonObject {
  const { traceId, spanId } = record;
  if (traceId === undefined && spanId === undefined) return record;
  return { ...record, ...(traceId === undefined ? {} : { traceId: hexId(traceId, 16) }), ...(spanId === undefined ? {} : { spanId: hexId(spanId, 8) }) };
}

function hexId(value: unknown, bytes: number): unknown {
  if (typeof value !== 'string' || value.length === bytes * 2) return value;
  const decoded = Buffer.from(value, 'base64');
  return decoded.length === bytes && decoded.toString('base64') === value ? decoded.toString('hex') : value;
}
