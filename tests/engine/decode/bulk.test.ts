import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BulkScanner, type BulkItem } from '../../../lib/engine/decode/bulk-scan';
import { decode, LIMITS, spanTexts } from './collect';

const encoder = new TextEncoder();
const line = fc.oneof(
  fc.constantFrom('{"create":{}}', '{"index":{"_id":"a","_index":"logs"}}', '{"update":{"_id":1}}', '{"delete":{"_id":"x"}}', '{"create":{},"index":{}}', '{"create":3}', '{"m":1}', '{"m":', '', ' \r', '\ufeff{"index":{}}', '[]'),
  fc.json({ maxDepth: 2 }), fc.string({ unit: 'binary', maxLength: 12 }), fc.uint8Array({ maxLength: 12 }),
).map((part) => (typeof part === 'string' ? encoder.encode(part) : part));
const body = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\n', '')), { maxLength: 24 })
  .map((lines) => Uint8Array.from(lines.flatMap(([bytes, end]) => [...bytes, ...encoder.encode(end)])));

function scan(pieces: readonly Uint8Array[]): readonly BulkItem[] {
  const scanner = new BulkScanner({ index: 'logs', itemsMax: 1_000, actionBytesMax: 64 });
  for (const piece of pieces) scanner.push(piece);
  return scanner.finish();
}

describe('bulk bodies', () => {
  it('pair actions with documents, whose bytes are the record', () => {
    const text = '{"create":{}}\n { "a" : 1 } \n\n{"delete":{"_id":"1"}}\n{"index":{"_id":2}}\r\n{"b":2}\r\n{"create":{}}';
    const result = decode(text, 'bulk');
    expect(spanTexts(text, result)).toEqual([' { "a" : 1 }', '{"b":2}']);
    expect(result.rejects.map(({ reason }) => reason)).toEqual([expect.stringContaining('"delete" is not supported'), 'no document follows']);
  });

  it('of any bytes: every item becomes exactly one record or reject, in order, within the body', () => {
    fc.assert(fc.property(body, (bytes) => {
      const items = scan([bytes]), { records, rejects, error } = decode(bytes, 'bulk');
      expect(error).toBeUndefined();
      const spans = [...records, ...rejects].sort((a, b) => a.start - b.start);
      expect(spans).toHaveLength(items.length);
      let last = 0;
      for (const [i, { start, end }] of spans.entries()) {
        expect(start).toBeGreaterThanOrEqual(Math.max(last, items[i]?.start ?? 0));
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(items[i]?.end ?? 0);
        last = end;
      }
      expect(last).toBeLessThanOrEqual(bytes.length);
      for (const { value, start, end } of records) expect(value).toEqual(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start, end))));
    }), { seed: 20240401, numRuns: 800 });
  });

  it('are scanned alike however they are cut into pieces', () => {
    fc.assert(fc.property(body, fc.array(fc.nat({ max: 200 }), { maxLength: 6 }), (bytes, cuts) => {
      const at = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
      expect(scan(at.slice(1).map((end, i) => bytes.subarray(at[i] ?? 0, end)))).toEqual(scan([bytes]));
    }), { seed: 20240402, numRuns: 800 });
  });

  it('that are well-formed come back whole', () => {
    const documents = fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), { maxLength: 10 });
    fc.assert(fc.property(documents, fc.constantFrom('\n', '\r\n'), (list, end) => {
      const result = decode(list.map((document) => `{"create":{}}${end}${JSON.stringify(document)}${end}`).join(''), 'bulk');
      expect(result.rejects).toEqual([]);
      expect(result.records.map(({ value }) => value)).toEqual(list.map((document) => JSON.parse(JSON.stringify(document)) as unknown));
    }), { seed: 20240403, numRuns: 200 });
  });

  it('with more items than allowed are refused, and a scanner keeps no more than that', () => {
    const text = '{"create":{}}\n{}\n'.repeat(20);
    expect(decode(text, 'bulk', { recordsMax: 19 }).error).toMatchObject({ error: 'too_many_records' });
    expect(decode(text, 'bulk', { recordsMax: 20 })).toMatchObject({ error: undefined });
    const scanner = new BulkScanner({ index: '', itemsMax: 5 });
    scanner.push(encoder.encode(text));
    expect([scanner.finish().length, scanner.overflow]).toEqual([5, true]);
  });

  it('with more lines in vain than allowed are refused, and not read to their end', () => {
    expect(decode('{\n'.repeat(200), 'bulk', { recordsMax: 100 }).error).toMatchObject({ error: 'too_many_records' });
    expect(decode('{\n'.repeat(100), 'bulk', { recordsMax: 100 })).toMatchObject({ error: undefined, rejects: [{ start: 0, end: 199 }] });
  });

  it('an action line without end is held no further than its limit, and spoils only itself', () => {
    const result = decode(`${'x'.repeat(200_000)}\n{"create":{}}\n{"a":1}`, 'bulk', LIMITS);
    expect([result.records.length, result.rejects.length]).toEqual([1, 1]);
  });
});
