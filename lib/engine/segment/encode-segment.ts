import type { Activity } from '../activity/activity';
import { baseNameOf, charsMaxOf, isNumeric, isPath, TEXT_PROPERTIES, type ActivityProperty } from './columns';
import { FilterWriter } from './membership';
import { encodeNumberColumn } from './number-column';
import { TextColumnWriter } from './text-column';

/** One property of all rows, not yet compressed. */
export interface RawColumn { property: ActivityProperty; bytes: Uint8Array<ArrayBuffer> }

/** Activities of one chunk, column by column. Columns that no row has are left out. */
export interface RawSegment {
  rows: number;
  firstObserved: number;
  lastObserved: number;
  columns: RawColumn[];
  /** What `mayHold` is asked about. */
  filter: Uint8Array<ArrayBuffer>;
}

/** A segment of at least one activity. Numbers that are none are left out, texts cut to their column's length. */
export function encodeSegment(activities: readonly Activity[]): RawSegment {
  const texts = new Map<string, TextColumnWriter>(), numbers = new Map<string, Float64Array>();
  const rows = activities.length;
  activities.forEach((activity, row) => {
    for (const property in activity) {
      const value = activity[property as ActivityProperty];
      if (typeof value === 'string') {
        if (value === '') continue;
        let column = texts.get(property);
        if (column === undefined && IS_TEXT.has(property)) texts.set(property, column = new TextColumnWriter(rows, charsMaxOf(property as ActivityProperty)));
        column?.set(row, value);
      } else if (typeof value === 'number' && Number.isFinite(value)) {
        let column = numbers.get(property);
        if (column === undefined && IS_NUMBER.has(property)) numbers.set(property, column = new Float64Array(rows).fill(Number.NaN));
        if (column !== undefined) column[row] = value;
      }
    }
  });
  return { rows, ...observedRange(numbers.get('observedAt')), columns: columnsOf(texts, numbers), filter: filterOf(texts) };
}

const IS_TEXT: ReadonlySet<string> = new Set(TEXT_PROPERTIES);
const IS_NUMBER = { has: (property: string): boolean => !IS_TEXT.has(property) && isNumeric(property as ActivityProperty) };

function columnsOf(texts: ReadonlyMap<string, TextColumnWriter>, numbers: ReadonlyMap<string, Float64Array>): RawColumn[] {
  const columns: RawColumn[] = [];
  for (const [property, values] of numbers) columns.push({ property: property as ActivityProperty, bytes: encodeNumberColumn(values) });
  for (const [property, writer] of texts) columns.push({ property: property as ActivityProperty, bytes: writer.finish() });
  return columns;
}

function filterOf(texts: ReadonlyMap<string, TextColumnWriter>): Uint8Array<ArrayBuffer> {
  const filter = new FilterWriter();
  for (const [property, { values }] of texts) {
    const path = isPath(property as ActivityProperty);
    for (const value of values) {
      filter.add(value);
      const name = path ? baseNameOf(value) : undefined;
      if (name !== undefined) filter.add(name);
    }
  }
  return filter.finish();
}

function observedRange(times: Float64Array | undefined): Pick<RawSegment, 'firstObserved' | 'lastObserved'> {
  let firstObserved = Number.POSITIVE_INFINITY, lastObserved = Number.NEGATIVE_INFINITY;
  for (const at of times ?? []) {
    if (at < firstObserved) firstObserved = at;
    if (at > lastObserved) lastObserved = at;
  }
  return { firstObserved, lastObserved };
}
