import type { DecodeLimits } from '../pipeline-types';
import { parseObject } from './json';
import type { RecordSink } from './types';
import { utf8Text } from './utf8';

const SPACE = 0x20;
const ZERO = 0x30;
const NINE = 0x39;
const COUNT_DIGITS_MAX = 9;

/** Messages as one body, each behind its length: what a line break inside a message must not cut. */
export function encodeFrames(frames: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const counts = frames.map(({ length }) => `${length} `);
  const body = new Uint8Array(frames.reduce((bytes, frame, i) => bytes + frame.length + (counts[i] ?? '').length, 0));
  let at = 0;
  frames.forEach((frame, i) => {
    const count = counts[i] ?? '';
    for (let c = 0; c < count.length; c++) body[at++] = count.charCodeAt(c);
    body.set(frame, at);
    at += frame.length;
  });
  return body;
}

/** Decodes a body of octet-counted messages. Where a count is none or reaches too far, the rest is one reject. */
export function decodeFrames(bytes: Uint8Array, limits: DecodeLimits, sink: RecordSink): void {
  let at = 0;
  while (at < bytes.length) {
    const start = countEnd(bytes, at);
    const end = start < 0 ? -1 : start + countIn(bytes, at, start - 1);
    if (end < 0 || end > bytes.length) return sink.reject('not octet-counted', at, bytes.length);
    if (end > start) takeFrame(bytes, start, end, limits, sink);
    at = end;
  }
}

function takeFrame(bytes: Uint8Array, start: number, end: number, limits: DecodeLimits, sink: RecordSink): void {
  if (end - start > limits.recordBytesMax) return sink.reject(`longer than ${limits.recordBytesMax} bytes`, start, end);
  const written = utf8Text(bytes, start, end);
  if (written === undefined) return sink.reject('invalid UTF-8', start, end);
  const text = written.replace(/^\uFEFF/, '');
  const parsed = text.startsWith('{') ? parseObject(text, limits.depthMax) : '';
  sink.record(typeof parsed === 'string' ? text : parsed, start, end);
}

/** Offset behind the count and its space; -1 when there is none. */
function countEnd(bytes: Uint8Array, from: number): number {
  for (let i = from; i <= from + COUNT_DIGITS_MAX && i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === SPACE) return i > from ? i + 1 : -1;
    if (byte < ZERO || byte > NINE) return -1;
  }
  return -1;
}

function countIn(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) count = count * 10 + (bytes[i] ?? ZERO) - ZERO;
  return count;
}
