import { isNumeric, type ActivityProperty } from '../engine/segment/columns';
import type { FacetValue } from './model';
import type { ScannedSegment } from './scan-segments';

/** Distinct values that one facet counts; when there are more, the rare ones are dropped and the answer says so. */
const VALUES_MAX = 50_000;

/** Counts how often each value of one field occurs in the rows that are wanted. */
export class FacetCounter {
  #counts = new Map<string, number>();
  #cut = false;

  constructor(readonly property: ActivityProperty) {}

  add({ columns, mask }: Pick<ScannedSegment, 'columns' | 'mask'>): void {
    if (isNumeric(this.property)) {
      const column = columns.number(this.property);
      column?.forEach((value, row) => { if (mask[row] === 1 && !Number.isNaN(value)) this.#count(String(value), 1); });
    } else {
      const column = columns.text(this.property);
      if (!column) return;
      const counts = new Uint32Array(column.count + 1);
      for (let row = 0; row < mask.length; row++) if (mask[row] === 1) bump(counts, column.codes[row] as number);
      counts.forEach((count, code) => { if (count > 0 && code > 0) this.#count(column.value(code - 1), count); });
    }
    if (this.#counts.size > VALUES_MAX) this.#drop();
  }

  /** The most frequent values; among equals in the order of their characters. */
  top(limit: number): { values: FacetValue[]; cut: boolean } {
    return { values: this.#sorted().slice(0, limit).map(([value, count]) => ({ value, count })), cut: this.#cut };
  }

  #count(value: string, count: number): void {
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + count);
  }

  #sorted(): [string, number][] {
    return [...this.#counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  }

  #drop(): void {
    this.#counts = new Map(this.#sorted().slice(0, VALUES_MAX / 2));
    this.#cut = true;
  }
}

function bump(counts: Uint32Array, at: number): void {
  counts[at] = (counts[at] as number) + 1;
}
