import type { DecodeLimits } from '../pipeline-types';
import { isDeeperThan, scanValue } from './json-scan';
import { LineReader } from './line-reader';
import { isJsonObject, type JsonObject, type RecordSink } from './types';
import { utf8Text } from './utf8';

const NEWLINE = 0x0a;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** What a line was: its one JSON object, or the reason why it is none. */
export type ParsedLine = JsonObject | string;

/** Parses one JSON object; a string is the reason why the text is none that may be kept. */
export function parseObject(text: string, depthMax: number): ParsedLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // SyntaxError and, for absurd nesting, RangeError: both are answers about the record.
    return error instanceof RangeError ? `nested deeper than ${depthMax}` : 'not valid JSON';
  }
  if (!isJsonObject(value)) return 'not a JSON object';
  return isDeeperThan(value, depthMax) ? `nested deeper than ${depthMax}` : value;
}

/**
 * Decodes NDJSON, JSON arrays, and concatenated or pretty-printed objects, also mixed. Lines that hold one object are the fast path; all else goes
 * through the bracket scanner, which finds where a value ends and where to go on after a broken one.
 */
export function decodeJson(bytes: Uint8Array, from: number, limits: DecodeLimits, sink: RecordSink): void {
  new JsonDecoder(bytes, from, limits, sink).run();
}

class JsonDecoder {
  readonly #lines: LineReader;
  #arrays = 0;
  /** Set while values span lines or share one: then trying whole lines first only costs. */
  #scanning = false;
  /** End of the line that was last looked for: many values on one long line must not look for it again and again. */
  #knownLineEnd = -1;
  #lineEndFrom = 0;
  /** A line that failed to parse on the fast path, so that the scanner need not fail on it again. */
  #failed = { start: -1, end: -1, reason: '' };
  #found = false;
  /** Bytes that scans may still read in vain; keeps hostile bodies linear. */
  #vainBytesLeft: number;

  constructor(private readonly bytes: Uint8Array, private readonly from: number, private readonly limits: DecodeLimits, private readonly sink: RecordSink) {
    this.#lines = new LineReader(bytes, from, limits.recordBytesMax);
    this.#vainBytesLeft = 4 * bytes.length + 65_536;
  }

  run(): void {
    let at = this.from;
    while (at < this.bytes.length) {
      if (this.#scanning) at = this.#scanOne(at);
      else at = this.#readLine(at);
    }
    if (!this.#found && this.#arrays > 0) this.#reject('JSON ends too early', this.from, this.bytes.length);
  }

  /** One line that holds one object; returns where to go on. */
  #readLine(at: number): number {
    const lines = this.#lines;
    lines.seek(at);
    lines.read();
    const { start, text } = lines;
    if (text === undefined || text.charCodeAt(0) !== OPEN_BRACE) {
      this.#scanning = true;
      return at;
    }
    const length = objectLength(text, this.#arrays > 0);
    const parsed = parseObject(length === text.length ? text : text.slice(0, length), this.limits.depthMax);
    const end = lines.end - (text.length - length);
    if (typeof parsed === 'string') {
      this.#failed = { start, end, reason: parsed };
      this.#scanning = true;
      return at;
    }
    this.#record(parsed, start, end);
    return lines.next;
  }

  /** One value, separator or piece of junk by scanning; returns where to go on. */
  #scanOne(at: number): number {
    const byte = this.bytes[at];
    if (byte === OPEN_BRACE) return this.#scanObject(at);
    if (byte === NEWLINE) {
      this.#scanning = false;
      return at + 1;
    }
    if (byte === OPEN_BRACKET) this.#arrays++;
    else if (byte === CLOSE_BRACKET) this.#arrays = Math.max(0, this.#arrays - 1);
    else if (byte !== COMMA && !isSpace(byte)) {
      const mark = byteOrderMarkLength(this.bytes, at);
      return mark > 0 ? at + mark : this.#junk(at);
    }
    return at + 1;
  }

  #scanObject(start: number): number {
    const { bytes } = this;
    const lineEnd = this.#lineEnd(start);
    const limit = this.#vainBytesLeft > 0 ? bytes.length : lineEnd;
    const scanned = scanValue(bytes, start, limit);
    if (scanned.end < 0) {
      this.#vainBytesLeft -= scanned.stopped - start;
      return this.#brokenLine(start, lineEnd, this.#isUtf8(start, lineEnd) ? 'JSON ends too early' : 'invalid UTF-8');
    }
    const { end } = scanned;
    const reason = this.#take(start, end, scanned.depth);
    if (reason === undefined) return end;
    if (end > lineEnd && bytes[lineEnd + 1] === OPEN_BRACE) {
      this.#vainBytesLeft -= end - start;
      return this.#brokenLine(start, lineEnd, reason);
    }
    this.#reject(reason, start, end);
    return end;
  }

  /** Hands the object in [start, end) on; a string is the reason why it could not. */
  #take(start: number, end: number, depth: number): string | undefined {
    if (end - start > this.limits.recordBytesMax) return this.#tooLong();
    if (depth > this.limits.depthMax) return `nested deeper than ${this.limits.depthMax}`;
    if (start === this.#failed.start && end === this.#failed.end) return this.#failed.reason;
    const text = utf8Text(this.bytes, start, end);
    if (text === undefined) return 'invalid UTF-8';
    const parsed = parseObject(text, this.limits.depthMax);
    if (typeof parsed === 'string') return parsed;
    this.#record(parsed, start, end);
    return undefined;
  }

  /** A record that does not close: its line is lost, and the lines after it that look like the inside of a pretty-printed object. */
  #brokenLine(start: number, lineEnd: number, reason: string): number {
    let end = lineEnd;
    while (end < this.bytes.length && isInsideOfObject(this.bytes[end + 1])) end = this.#lineEnd(end + 1);
    this.#reject(end - start > this.limits.recordBytesMax ? this.#tooLong() : reason, start, trimmedEnd(this.bytes, start, end));
    this.#scanning = false;
    return Math.min(end + 1, this.bytes.length);
  }

  #junk(start: number): number {
    const lineEnd = this.#lineEnd(start);
    let end = lineEnd;
    if (this.#arrays > 0) for (end = start; end < lineEnd && this.bytes[end] !== COMMA && this.bytes[end] !== CLOSE_BRACKET; end++);
    const stop = trimmedEnd(this.bytes, start, Math.max(end, start + 1));
    this.#reject(this.#isUtf8(start, stop) ? 'not a JSON object' : 'invalid UTF-8', start, stop);
    return Math.max(end, start + 1);
  }

  #lineEnd(at: number): number {
    if (at > this.#knownLineEnd || at < this.#lineEndFrom) {
      const newline = this.bytes.indexOf(NEWLINE, at);
      this.#knownLineEnd = newline < 0 ? this.bytes.length : newline;
      this.#lineEndFrom = at;
    }
    return this.#knownLineEnd;
  }

  #record(value: JsonObject, start: number, end: number): void {
    this.#found = true;
    this.sink.record(value, start, end);
  }

  #reject(reason: string, start: number, end: number): void {
    this.#found = true;
    this.sink.reject(reason, start, end);
  }

  #isUtf8(start: number, end: number): boolean {
    return end - start > this.limits.recordBytesMax || utf8Text(this.bytes, start, end) !== undefined;
  }

  #tooLong(): string {
    return `longer than ${this.limits.recordBytesMax} bytes`;
  }
}

/** Length of the line's object without trailing spaces and, within an array, its comma. */
function objectLength(text: string, inArray: boolean): number {
  let length = text.length;
  while (length > 0 && isSpace(text.charCodeAt(length - 1))) length--;
  if (inArray && text.charCodeAt(length - 1) === COMMA) length--;
  return length;
}

function trimmedEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start + 1 && isSpace(bytes[at - 1])) at--;
  return at;
}

function isInsideOfObject(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x22 || byte === 0x7d || byte === CLOSE_BRACKET;
}

function byteOrderMarkLength(bytes: Uint8Array, at: number): number {
  return bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf ? 3 : 0;
}

function isSpace(code: number | undefined): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d || code === NEWLINE;
}
