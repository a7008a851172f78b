import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrames, encodeFrames } from '../../../lib/engine/decode/syslog-frames';
import { SyslogFramer } from '../../../lib/engine/decode/syslog-framer';
import type { RawRecord } from '../../../lib/engine/decode/types';

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const text = (part: Uint8Array): string => new TextDecoder().decode(part);

interface Framed { frames: string[]; truncated: number; isIncomplete: boolean }

function frame(pieces: readonly Uint8Array[], frameBytesMax = 1_000): Framed {
  const framer = new SyslogFramer(frameBytesMax);
  const frames = pieces.flatMap((piece) => framer.push(piece));
  const end = framer.end();
  const all = [...frames, ...end.frames];
  return { frames: all.map((one) => text(one.bytes)), truncated: all.filter((one) => one.truncated).length, isIncomplete: end.isIncomplete };
}

const messages = (stream: string, frameBytesMax?: number): string[] => frame([bytes(stream)], frameBytesMax).frames;

function cut(stream: Uint8Array, at: readonly number[]): Uint8Array[] {
  const places = [...new Set(at.map((place) => place % (stream.length + 1)))].sort((a, b) => a - b);
  return [...places, stream.length].map((place, i) => stream.subarray(i === 0 ? 0 : places[i - 1], place));
}

describe('a syslog stream becomes messages', () => {
  it('octet-counted, also with line breaks inside and between', () => {
    expect(messages('9 <13>one\nx10 <13>two\r\n9\n<13>three')).toEqual(['<13>one\nx', '<13>two\r\n9', '<13>three']);
    expect(messages('8 <13>a\nb\n7 <13>end')).toEqual(['<13>a\nb', '<13>end']);
  });

  it('ended by line breaks or NUL, without empty ones, the last one also without an end', () => {
    expect(messages('<13>one\n<13>two\r\n\n\0<13>three\0<13>four')).toEqual(['<13>one', '<13>two', '<13>three', '<13>four']);
  });

  it('a number at the beginning that counts nothing belongs to a line', () => {
    expect(messages('2026 was long\n12 <13>not counted any more\n')).toEqual(['2026 was long', '12 <13>not counted any more']);
    expect(messages('123456789 <13>\n')).toEqual(['123456789 <13>']);
    expect(messages('42')).toEqual(['42']);
  });

  it('a broken count ends octet counting, and nothing after it is lost', () => {
    expect(messages('7 <13>oneoops\n<13>two\n')).toEqual(['<13>one', 'oops', '<13>two']);
  });

  it('a message that is too long is cut, marked, and does not harm the next', () => {
    expect(frame([bytes(`20 <13>${'x'.repeat(16)}7 <13>two`)], 10)).toEqual({ frames: ['<13>xxxxxx', '<13>two'], truncated: 1, isIncomplete: false });
    expect(frame([bytes(`<13>${'x'.repeat(16)}\n<13>two\n`)], 10)).toEqual({ frames: ['<13>xxxxxx', '<13>two'], truncated: 1, isIncomplete: false });
  });

  it('a counted message that does not end is none', () => {
    expect(frame([bytes('7 <13>one20 <13>half')])).toEqual({ frames: ['<13>one'], truncated: 0, isIncomplete: true });
  });

  it('however the stream is cut, the messages are the same', () => {
    const stream = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.array(fc.constantFrom('<13>a b', '7 <13>one', '12 <13>x\ny\0zzz', '\n', '\r\n', '\0', '99', ' ', '4 ', '<1', '1234567', 'é', '0 x'), { maxLength: 40 }).map((parts) => bytes(parts.join(''))),
    );
    fc.assert(fc.property(stream, fc.array(fc.nat({ max: 400 }), { maxLength: 30 }), fc.integer({ min: 1, max: 50 }), (whole, at, max) => {
      expect(frame(cut(whole, at), max)).toEqual(frame([whole], max));
    }), { numRuns: 500 });
  });

  it('what a sender counts is what comes out, whatever the messages hold', () => {
    const message = fc.uint8Array({ minLength: 1, maxLength: 60 }).map((rest) => Uint8Array.from([...bytes('<13>'), ...rest, 0x2e]));
    fc.assert(fc.property(fc.array(message, { maxLength: 20 }), fc.array(fc.nat({ max: 1500 }), { maxLength: 20 }), (sent, at) => {
      const framer = new SyslogFramer(1_000);
      const got = cut(encodeFrames(sent), at).flatMap((piece) => framer.push(piece));
      expect(got.map((one) => [...one.bytes])).toEqual(sent.map((one) => [...one]));
    }));
  });

  it('holds no more than one message, however long the stream', () => {
    const framer = new SyslogFramer(100);
    for (let i = 0; i < 1_000; i++) expect(framer.push(bytes('y'.repeat(1_000)))).toEqual([]);
    expect(framer.end().frames.map((one) => one.bytes.length)).toEqual([100]);
  });
});

const LIMITS = { recordsMax: 100, recordBytesMax: 50, depthMax: 4 };

function decoded(body: Uint8Array): { records: { value: RawRecord; start: number; end: number }[]; rejects: { reason: string; start: number; end: number }[] } {
  const records: { value: RawRecord; start: number; end: number }[] = [], rejects: { reason: string; start: number; end: number }[] = [];
  decodeFrames(body, LIMITS, { record: (value, start, end) => { records.push({ value, start, end }); }, reject: (reason, start, end) => { rejects.push({ reason, start, end }); } });
  return { records, rejects };
}

describe('a body of octet-counted messages', () => {
  it('gives each message with the place of its bytes; JSON becomes an object', () => {
    const body = encodeFrames([bytes('<13>a\nb'), bytes('{"a":1}')]);
    expect(text(body)).toBe('7 <13>a\nb7 {"a":1}');
    expect(decoded(body)).toEqual({ records: [{ value: '<13>a\nb', start: 2, end: 9 }, { value: { a: 1 }, start: 11, end: 18 }], rejects: [] });
  });

  it('keeps what cannot be read as rejects with reason and place', () => {
    const body = encodeFrames([Uint8Array.of(0xff, 0xfe), bytes('x'.repeat(51)), bytes('ok')]);
    expect(decoded(body)).toEqual({ records: [{ value: 'ok', start: 60, end: 62 }], rejects: [{ reason: 'invalid UTF-8', start: 2, end: 4 }, { reason: 'longer than 50 bytes', start: 7, end: 58 }] });
    expect(decoded(bytes('2 ab9 cd')).rejects).toEqual([{ reason: 'not octet-counted', start: 4, end: 8 }]);
  });

  it('survives any bytes, and accounts for each of them once', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (body) => {
      const { records, rejects } = decoded(body);
      const spans = [...records, ...rejects].sort((a, b) => a.start - b.start);
      spans.forEach((span, i) => { expect(span.start).toBeGreaterThanOrEqual(spans[i - 1]?.end ?? 0); expect(span.end).toBeLessThanOrEqual(body.length); });
    }));
  });
});
