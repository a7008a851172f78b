import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../lib/engine/activity/activity';
import { charsMaxOf, isNumeric, type ActivityProperty } from '../../../lib/engine/segment/columns';
import { encodeSegment } from '../../../lib/engine/segment/encode-segment';
import { decodeLayout, encodeLayout } from '../../../lib/engine/segment/layout';
import { decodeNumberColumn, encodeNumberColumn } from '../../../lib/engine/segment/number-column';
import { TextColumn } from '../../../lib/engine/segment/text-column';
import { anyActivity } from './activity-arbitrary';

/** What a segment promises to give back: finite numbers as they are, texts as UTF-8 holds them, cut to their column. */
function expected(activity: Activity): Record<string, string | number> {
  return Object.fromEntries(Object.entries(activity).flatMap(([property, value]): [string, string | number][] => {
    if (typeof value === 'number') return Number.isFinite(value) ? [[property, value]] : [];
    if (typeof value !== 'string' || value === '') return [];
    return [[property, Buffer.from(value.slice(0, charsMaxOf(property as ActivityProperty))).toString()]];
  }));
}

function decoded(activities: readonly Activity[]): Record<string, string | number>[] {
  const { columns, rows } = encodeSegment(activities);
  const read = columns.map(({ property, bytes }) => {
    if (isNumeric(property)) {
      const numbers = decodeNumberColumn(bytes, rows);
      return (row: number) => [property, Number.isNaN(numbers[row]) ? undefined : numbers[row]] as const;
    }
    const column = new TextColumn(bytes, rows);
    return (row: number) => [property, column.at(row)] as const;
  });
  return activities.map((_, row) => Object.fromEntries(read.flatMap((column) => { const [property, value] = column(row); return value === undefined ? [] : [[property, value]]; })));
}

describe('a segment', () => {
  it('gives back every property of every activity, whatever the values', () => {
    fc.assert(fc.property(fc.array(anyActivity, { minLength: 1, maxLength: 40 }), (activities) => {
      expect(decoded(activities)).toEqual(activities.map(expected));
    }), { numRuns: 300, seed: 7 });
  });

  it('tells the span of its times and leaves out columns that nobody has', () => {
    const base = { timeSource: 'record', family: 'windows', kind: 'logon' } as const;
    const { firstObserved, lastObserved, columns, rows } = encodeSegment([{ ...base, observedAt: 30 }, { ...base, observedAt: 10 }, { ...base, observedAt: 20, accountName: '' }]);
    expect({ firstObserved, lastObserved, rows }).toEqual({ firstObserved: 10, lastObserved: 30, rows: 3 });
    expect(columns.map(({ property }) => property).sort()).toEqual(['family', 'kind', 'observedAt', 'timeSource']);
  });

  it('keeps thousands of rows apart, with few values and with as many as rows', () => {
    const activities = Array.from({ length: 5_000 }, (_, i): Activity => ({
      observedAt: 1_763_596_800_000 + i * 37, timeSource: 'record', family: 'windows', kind: i % 3 === 0 ? 'logon' : 'other', processGuid: `{guid-${i}}`, accountName: `user ${i % 300}`, processId: i % 7 === 0 ? 0 : i,
    }));
    expect(decoded(activities)).toEqual(activities);
  });
});

describe('numbers', () => {
  it('come back bit for bit, NaN as absent', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.double(), fc.nat(), fc.integer(), fc.constant(Number.NaN)), { minLength: 1 }), (values) => {
      expect([...decodeNumberColumn(encodeNumberColumn(Float64Array.from(values)), values.length)]).toEqual(values);
    }), { seed: 7 });
  });
});

describe('the layout', () => {
  it('gives back where each column lies', () => {
    const columns = [{ property: 'observedAt', rawBytes: 5_000, storedBytes: 700 }, { property: 'message', rawBytes: 3, storedBytes: 0 }, { property: 'processImage', rawBytes: 1_000_000, storedBytes: 70_000 }] as const;
    expect([...decodeLayout(encodeLayout(columns))]).toEqual([
      ['observedAt', { start: 0, end: 700, rawBytes: 5_000 }], ['message', { start: 700, end: 700, rawBytes: 3 }], ['processImage', { start: 700, end: 70_700, rawBytes: 1_000_000 }],
    ]);
  });

  it('of a later version is refused, not misread', () => {
    expect(() => decodeLayout(Uint8Array.of(2))).toThrow(/version 2/);
  });
});
