import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBody } from '../../../lib/engine/decode/decode';
import type { RawRecord, RecordOrigin } from '../../../lib/engine/decode/types';
import { decode, LIMITS, spanTexts } from './collect';

const encoder = new TextEncoder();

interface Seen { value: RawRecord; origin: RecordOrigin | undefined }

function origins(text: string, origin?: RecordOrigin): Seen[] {
  const seen: Seen[] = [];
  decodeBody(encoder.encode(text), { format: 'hec', limits: LIMITS, origin }, { record: (value, _start, _end, about) => seen.push({ value, origin: about }), reject: () => undefined });
  return seen;
}

describe('bodies of the HTTP Event Collector', () => {
  it('the event is the record, the whole object its span', () => {
    const text = '{"event":{"a":1}}{"host":"h", "event":"line"}\n[{"event":[1,2]},{"event":7}]';
    const result = decode(text, 'hec');
    expect(result.records.map(({ value }) => value)).toEqual([{ a: 1 }, 'line', '[1,2]', '7']);
    expect(spanTexts(text, result)).toEqual(['{"event":{"a":1}}', '{"host":"h", "event":"line"}', '{"event":[1,2]}', '{"event":7}']);
  });

  it('an event that is JSON as text is that object; text that only begins like it stays text', () => {
    expect(decode('{"event":" {\\"a\\":1} "}{"event":"{not json"}{"event":"{\\"a\\":1}{\\"b\\":2}"}', 'hec').records.map(({ value }) => value)).toEqual([{ a: 1 }, '{not json', '{"a":1}{"b":2}']);
  });

  it('host, source and sourcetype hold on, beginning with the request\'s own; a time is of its object alone', () => {
    expect(origins('{"source":"s","sourcetype":"t","event":"1"}{"source":"u","event":"2"}').map(({ origin }) => origin)).toEqual([{ source: 's', sourcetype: 't' }, { source: 'u', sourcetype: 't' }]);
    expect(origins('{"event":"1"}{"host":"b","time":2,"event":"2"}{"event":"3","host":""}{"host":"c","note":"no event"}{"event":"4"}', { host: 'a' }).map(({ origin }) => origin))
      .toEqual([{ host: 'a' }, { host: 'b', time: 2000 }, { host: 'b' }, { host: 'c' }]);
  });

  it('time in s, ms, µs and ns, as number or text', () => {
    const at = Date.parse('2026-11-20T01:02:03.456Z');
    const texts = [String(at / 1000), `"${at / 1000}"`, String(at), `"${at}"`, `${at}000`, `${at}000000`, `"${at}000000"`, 'null', '"soon"', '-5'];
    expect(origins(texts.map((time) => `{"time":${time},"event":"x"}`).join('')).map(({ origin }) => origin?.time)).toEqual([at, at, at, at, at, at, at, undefined, undefined, undefined]);
  });

  it('of any bytes: nothing is thrown, and spans lie in the body, in order', () => {
    const piece = fc.oneof(
      fc.constantFrom('{"event":', '{"event":"x"}', '{"time":1,"host":"h","event":{}}', '}', '{', '[', ']', ',', '"', '\n', ' ', '\\', '{"event":null}', '{"event":""}', '{"event":1e999}').map((text) => encoder.encode(text)),
      fc.json({ maxDepth: 3 }).map((json) => encoder.encode(json)), fc.uint8Array({ maxLength: 16 }),
      fc.record({ event: fc.jsonValue({ maxDepth: 2 }), host: fc.jsonValue({ maxDepth: 1 }), time: fc.jsonValue({ maxDepth: 1 }) }, { requiredKeys: [] }).map((value) => encoder.encode(JSON.stringify(value))),
    );
    fc.assert(fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
      const bytes = Uint8Array.from(pieces.flatMap((part) => [...part]));
      const { records, rejects, error } = decode(bytes, 'hec');
      if (error !== undefined) return;
      let last = 0;
      for (const { start, end } of [...records, ...rejects].sort((a, b) => a.start - b.start)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        last = end;
      }
      expect(last).toBeLessThanOrEqual(bytes.length);
      for (const { value } of records) expect(typeof value === 'string' ? value.trim() : Object.keys(value)).not.toHaveLength(0);
    }), { seed: 20240404, numRuns: 800 });
  });
});
