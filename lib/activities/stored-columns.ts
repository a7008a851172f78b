import { brotliDecompressSync } from 'node:zlib';
import type { Activity } from '../engine/activity/activity';
import { isNumeric, type ActivityProperty } from '../engine/segment/columns';
import type { SegmentLayout } from '../engine/segment/layout';
import { decodeNumberColumn, type NumberColumn } from '../engine/segment/number-column';
import type { SegmentColumns } from '../engine/segment/segment-columns';
import { TextColumn } from '../engine/segment/text-column';

/** Columns of a segment as they are stored, of which only those are inflated that somebody looks at. */
export class StoredColumns implements SegmentColumns {
  readonly #texts = new Map<ActivityProperty, TextColumn>();
  readonly #numbers = new Map<ActivityProperty, NumberColumn>();

  constructor(readonly rows: number, private readonly layout: SegmentLayout, private readonly stored: ReadonlyMap<ActivityProperty, Uint8Array>) {}

  /** Of the whole stored bytes of a segment. */
  static of(segment: { rows: number; columns: Uint8Array }, layout: SegmentLayout): StoredColumns {
    return new StoredColumns(segment.rows, layout, new Map([...layout].map(([property, { start, end }]) => [property, segment.columns.subarray(start, end)])));
  }

  text(property: ActivityProperty): TextColumn | undefined {
    let column = this.#texts.get(property);
    if (column === undefined) {
      const bytes = this.#inflate(property);
      if (bytes) this.#texts.set(property, column = new TextColumn(bytes, this.rows));
    }
    return column;
  }

  number(property: ActivityProperty): NumberColumn | undefined {
    let column = this.#numbers.get(property);
    if (column === undefined) {
      const bytes = this.#inflate(property);
      if (bytes) this.#numbers.set(property, column = decodeNumberColumn(bytes, this.rows));
    }
    return column;
  }

  /** What the columns hold of one row. */
  activity(row: number, properties: Iterable<ActivityProperty> = this.stored.keys()): Partial<Activity> {
    const entries: [string, string | number][] = [];
    for (const property of properties) {
      const value = isNumeric(property) ? this.#numberAt(property, row) : this.#textAt(property, row);
      if (value !== undefined) entries.push([property, value]);
    }
    return Object.fromEntries(entries);
  }

  #textAt(property: ActivityProperty, row: number): string | undefined {
    return this.text(property)?.at(row);
  }

  #numberAt(property: ActivityProperty, row: number): number | undefined {
    const value = this.number(property)?.[row];
    return value === undefined || Number.isNaN(value) ? undefined : value;
  }

  #inflate(property: ActivityProperty): Uint8Array | undefined {
    const bytes = this.stored.get(property), place = this.layout.get(property);
    return bytes && place && brotliDecompressSync(bytes, { chunkSize: Math.max(64, place.rawBytes) });
  }
}
