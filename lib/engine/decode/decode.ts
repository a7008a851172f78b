import type { DecodeLimits, Format } from '../pipeline-types';
import { decodeBulk } from './bulk';
import { decodeHec } from './hec';
import { decodeJson } from './json';
import { decodeLines } from './lines';
import { decodeFrames } from './syslog-frames';
import type { DecodeError, RawRecord, RecordOrigin, RecordSink } from './types';
import { transcodeUtf16 } from './utf16';

export interface DecodeOptions {
  format: Format;
  limits: DecodeLimits;
  /** Of all records of the body, where they say nothing else. */
  origin?: RecordOrigin | undefined;
}

/**
 * Takes a body apart into records and rejects, in body order. A bad record becomes a reject; only what makes the whole body unreadable, or longer
 * than allowed, is returned as an error.
 */
export function decodeBody(body: Uint8Array, options: DecodeOptions, sink: RecordSink): DecodeError | undefined {
  const counted = new CountingSink(sink, options.limits.recordsMax);
  try {
    return decodeEncoded(body, options, counted);
  } catch (error) {
    if (error instanceof TooManyRecords) return { error: 'too_many_records', reason: `more than ${options.limits.recordsMax} records` };
    throw error;
  }
}

function decodeEncoded(body: Uint8Array, options: DecodeOptions, sink: RecordSink): DecodeError | undefined {
  if (options.format === 'bulk') return decodeBulk(body, options.limits, sink);
  const encoding = utf16Encoding(body);
  if (encoding === undefined) {
    decodeUtf8(body, options, sink);
    return undefined;
  }
  const transcoded = transcodeUtf16(body, encoding);
  if (transcoded === undefined) return { error: 'bad_encoding', reason: `invalid ${encoding.toUpperCase()}` };
  decodeUtf8(transcoded.bytes, options, transcoded.toOriginal(sink));
  return undefined;
}

function decodeUtf8(body: Uint8Array, options: DecodeOptions, sink: RecordSink): void {
  const { format, limits } = options;
  if (format === 'syslog-frames') return decodeFrames(body, limits, sink);
  const from = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0;
  if (format === 'hec') return decodeHec(body, from, limits, options.origin, sink);
  const json = format === 'json' || format === 'windows' || (format === 'auto' && startsJson(body, from));
  if (json) decodeJson(body, from, limits, sink);
  else decodeLines(body, from, format, limits, sink);
}

/**
 * The first bytes that say something decide: a body that begins as JSON is held to it, so that its broken records are rejects and not text.
 * A bracket alone is not enough, for many text logs begin their lines with one.
 */
function startsJson(body: Uint8Array, from: number): boolean {
  let bracket = false;
  for (let i = from; i < body.length; i++) {
    const byte = body[i];
    if (byte === 0x7b || (bracket && byte === 0x5d)) return true;
    if (byte === 0x5b) bracket = true;
    else if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return false;
  }
  return bracket;
}

function utf16Encoding(body: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (body[0] === 0xff && body[1] === 0xfe) return 'utf-16le';
  if (body[0] === 0xfe && body[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** Ends decoding from within; never leaves this file. */
class TooManyRecords extends Error {}

class CountingSink implements RecordSink {
  #count = 0;

  constructor(private readonly sink: RecordSink, private readonly recordsMax: number) {}

  record(value: RawRecord, start: number, end: number, origin?: RecordOrigin): void {
    this.#countOne();
    this.sink.record(value, start, end, origin);
  }

  reject(reason: string, start: number, end: number): void {
    this.#countOne();
    this.sink.reject(reason, start, end);
  }

  #countOne(): void {
    if (++this.#count > this.recordsMax) throw new TooManyRecords();
  }
}

