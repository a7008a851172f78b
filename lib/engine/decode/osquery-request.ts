import { scanValue } from './json-scan';
import { utf8Text } from './utf8';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;

interface Span { start: number; end: number }

/** What osquery sends to a logger, taken apart but not parsed: its records stay the bytes that they are. */
export interface OsqueryRequest {
  /** Members that are texts, such as `node_key` and `log_type`. */
  texts: Readonly<Record<string, string>>;
  /** The records under `data`, as JSON texts end to end with line breaks between them; empty when there are none. */
  records: Uint8Array<ArrayBuffer>;
}

/** Undefined: the body is no JSON object, or its `data` is no list. */
export function readOsqueryRequest(body: Uint8Array): OsqueryRequest | undefined {
  const texts: Record<string, string> = Object.create(null) as Record<string, string>;
  let data: Span | undefined;
  const isObject = eachMember(body, (name, span) => {
    if (name === 'data') data = span;
    else if (body[span.start] === QUOTE) texts[name] = parsedText(body, span) ?? '';
  });
  if (!isObject) return undefined;
  const records = data === undefined ? [] : recordsIn(body, data);
  return records && { texts, records: joined(records) };
}

function recordsIn(body: Uint8Array, data: Span): Uint8Array[] | undefined {
  if (body[data.start] !== OPEN_BRACKET) return undefined;
  const records: Uint8Array[] = [];
  let at = skipSpace(body, data.start + 1);
  while (at < data.end - 1) {
    const end = valueEnd(body, at, data.end - 1);
    if (end <= at) return undefined;
    records.push(recordOf(body, { start: at, end }));
    at = skipSpace(body, end);
    if (body[at] === COMMA) at = skipSpace(body, at + 1);
  }
  return records;
}

/** Some versions send each record as a text that holds its JSON. */
function recordOf(body: Uint8Array, span: Span): Uint8Array {
  const inner = body[span.start] === QUOTE ? parsedText(body, span) : undefined;
  return inner?.startsWith('{') ? new TextEncoder().encode(inner) : body.subarray(span.start, span.end);
}

/** Calls back for each member of the object that the body is; false when it is none. */
function eachMember(body: Uint8Array, found: (name: string, value: Span) => void): boolean {
  let at = skipSpace(body, 0);
  if (body[at] !== OPEN_BRACE) return false;
  at = skipSpace(body, at + 1);
  while (body[at] === QUOTE) {
    const nameEnd = valueEnd(body, at, body.length);
    const name = nameEnd < 0 ? undefined : parsedText(body, { start: at, end: nameEnd });
    at = skipSpace(body, nameEnd);
    if (name === undefined || body[at] !== COLON) return false;
    const start = skipSpace(body, at + 1);
    const end = valueEnd(body, start, body.length);
    if (end <= start) return false;
    found(name, { start, end });
    at = skipSpace(body, end);
    if (body[at] === COMMA) at = skipSpace(body, at + 1);
  }
  return at < body.length;
}

/** Offset behind the value that begins at `start`; -1 when it does not end. */
function valueEnd(body: Uint8Array, start: number, limit: number): number {
  const first = body[start];
  if (first === OPEN_BRACE || first === OPEN_BRACKET) return scanValue(body, start, limit).end;
  if (first === QUOTE) {
    for (let i = start + 1; i < limit; i++) {
      if (body[i] === BACKSLASH) i++;
      else if (body[i] === QUOTE) return i + 1;
    }
    return -1;
  }
  let end = start;
  while (end < limit && !isSpace(body[end]) && body[end] !== COMMA && body[end] !== 0x7d && body[end] !== 0x5d) end++;
  return end;
}

function parsedText(body: Uint8Array, { start, end }: Span): string | undefined {
  try {
    const value: unknown = JSON.parse(utf8Text(body, start, end) ?? '');
    return typeof value === 'string' ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // a text that is none
    throw error;
  }
}

function joined(records: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const lines = new Uint8Array(records.reduce((sum, { length }) => sum + length + 1, 0));
  let at = 0;
  for (const record of records) {
    lines.set(record, at);
    at += record.length;
    lines[at++] = 0x0a;
  }
  return lines;
}

function skipSpace(body: Uint8Array, from: number): number {
  let at = from;
  while (at < body.length && isSpace(body[at])) at++;
  return at;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}
