import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseNameOf, isNumeric, isPath, type ActivityProperty } from '../../../lib/engine/segment/columns';
import { encodeSegment } from '../../../lib/engine/segment/encode-segment';
import { blockNumber, FILTER_BLOCK_BYTES, FilterWriter, hashValue, mayHold } from '../../../lib/engine/segment/membership';
import { TextColumn } from '../../../lib/engine/segment/text-column';
import { anyActivity } from './activity-arbitrary';

function holds(filter: Uint8Array, value: string): boolean {
  const hash = hashValue(value), start = blockNumber(hash, filter.length / FILTER_BLOCK_BYTES) * FILTER_BLOCK_BYTES;
  return mayHold(filter.subarray(start, start + FILTER_BLOCK_BYTES), hash);
}

describe('the filter of a segment', () => {
  it('never denies a value that a row has, in any case of its letters, nor the name at the end of a path', () => {
    fc.assert(fc.property(fc.array(anyActivity, { minLength: 1, maxLength: 20 }), (activities) => {
      const { columns, rows, filter } = encodeSegment(activities);
      for (const { property, bytes } of columns) {
        if (isNumeric(property as ActivityProperty)) continue;
        const column = new TextColumn(bytes, rows);
        for (let i = 0; i < column.count; i++) {
          const value = column.value(i), name = isPath(property) ? baseNameOf(value) : undefined;
          expect(holds(filter, value)).toBe(true);
          expect(holds(filter, value.toLowerCase())).toBe(true);
          if (name !== undefined) expect(holds(filter, name)).toBe(true);
        }
      }
    }), { numRuns: 200, seed: 7 });
  });

  it('lets few of the values through that no row has', () => {
    const writer = new FilterWriter();
    for (let i = 0; i < 10_000; i++) writer.add(`held value ${i}`);
    const filter = writer.finish();
    expect(filter.length).toBeLessThanOrEqual(10_000 * 1.6);
    const passed = Array.from({ length: 20_000 }, (_, i) => holds(filter, `other value ${i}`)).filter(Boolean).length;
    expect(passed / 20_000).toBeLessThan(0.015);
  });

  it('of no values has one block and denies everything', () => {
    const filter = new FilterWriter().finish();
    expect(filter).toHaveLength(FILTER_BLOCK_BYTES);
    expect(holds(filter, 'anything')).toBe(false);
  });
});
