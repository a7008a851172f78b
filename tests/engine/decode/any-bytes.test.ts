import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../../lib/engine/pipeline-types';
import { decode, LIMITS } from './collect';

const encoder = new TextEncoder();
const piece = fc.oneof(
  fc.uint8Array({ maxLength: 20 }),
  fc.json({ maxDepth: 3 }).map((json) => encoder.encode(json)),
  fc.dictionary(fc.string({ maxLength: 5 }), fc.oneof(fc.string({ unit: 'binary', maxLength: 8 }), fc.integer())).map((value) => encoder.encode(JSON.stringify(value))),
  fc.constantFrom('\n', '\r\n', ',', '[', ']', '{', '}', '"', '\\', '\ufeff', '\t', '#fields\ta\tb\n', '#separator \\x09\n', '#Fields: a b\n', 'a "b c', 'CEF:0|a|b|c|d|e|1|k=v', '\0').map((text) => encoder.encode(text)),
);
const body = fc.array(piece, { maxLength: 30 }).map((pieces) => Uint8Array.from(pieces.flatMap((bytes) => [...bytes])));

describe('decoding any bytes', () => {
  it('never throws; spans lie in the body, in order and without overlap', () => {
    fc.assert(
      fc.property(body, fc.constantFrom(...FORMATS), (bytes, format) => {
        const { records, rejects, error } = decode(bytes, format);
        if (error !== undefined) return;
        const spans = [...records, ...rejects].sort((a, b) => a.start - b.start);
        let last = 0;
        for (const { start, end } of spans) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(bytes.length);
      }),
      { seed: 20240305, numRuns: 600 },
    );
  });

  it('an accepted JSON record is what its span parses to', () => {
    fc.assert(
      fc.property(body, (bytes) => {
        if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return;
        for (const { value, start, end } of decode(bytes, 'json').records) {
          expect(value).toEqual(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start, end))));
        }
      }),
      { seed: 20240306, numRuns: 400 },
    );
  });

  it('any list of objects comes back whole, however it was laid out', () => {
    const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), { maxLength: 8 });
    const layouts: ((list: readonly object[]) => string)[] = [
      (list) => list.map((o) => JSON.stringify(o)).join('\n'),
      (list) => list.map((o) => JSON.stringify(o)).join('\r\n'),
      (list) => list.map((o) => JSON.stringify(o)).join(''),
      (list) => list.map((o) => JSON.stringify(o, null, 2)).join('\n'),
      (list) => JSON.stringify(list),
      (list) => JSON.stringify(list, null, '\t'),
    ];
    fc.assert(
      fc.property(objects, fc.constantFrom(...layouts), (list, layout) => {
        const result = decode(layout(list), 'json', LIMITS);
        expect(result.rejects).toEqual([]);
        expect(result.records.map(({ value }) => value)).toEqual(list.map((o) => JSON.parse(JSON.stringify(o)) as unknown));
      }),
      { seed: 20240307, numRuns: 200 },
    );
  });
});
