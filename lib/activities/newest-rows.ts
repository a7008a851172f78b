import type { SegmentHead } from './segment-reader';
import type { ScannedSegment } from './scan-segments';

/** A row that may become a hit, with its place in the order of hits. */
export interface FoundRow { segment: ScannedSegment; row: number; at: number; ordinal: number }

/** The end of a page: where the next one begins. Observed time (epoch ms), day, chunk, ordinal. */
export type RowPlace = readonly [at: number, day: string, chunkId: string, ordinal: number];

export const placeOf = ({ segment: { head }, at, ordinal }: FoundRow): RowPlace => [at, head.day, head.chunkId, ordinal];

/** Newest first; among equals the last stored first, so that the order is the same whenever it is asked for. */
export function comparePlaces(a: RowPlace, b: RowPlace): number {
  if (a[0] !== b[0]) return b[0] - a[0];
  if (a[1] !== b[1]) return a[1] < b[1] ? 1 : -1;
  if (a[2] !== b[2]) return BigInt(a[2]) < BigInt(b[2]) ? 1 : -1;
  return b[3] - a[3];
}

/** Keeps the newest rows of all that it is shown. */
export class NewestRows {
  #rows: FoundRow[] = [];
  /** Rows older than this are not among the newest. */
  #floor = Number.NEGATIVE_INFINITY;

  constructor(private readonly limit: number, private readonly after: RowPlace | undefined) {}

  add(segment: ScannedSegment): void {
    const { mask, times, head } = segment;
    for (let row = 0; row < mask.length; row++) {
      const at = times[row] as number;
      if (mask[row] === 0 || at < this.#floor) continue;
      const found = { segment, row, at, ordinal: head.firstOrdinal + row };
      if (this.after === undefined || comparePlaces(placeOf(found), this.after) > 0) this.#rows.push(found);
    }
    if (this.#rows.length > this.limit) this.#trim();
  }

  /** Whether nothing in this segment, or in older ones, can be among the newest. */
  isFullBefore({ lastObserved }: SegmentHead): boolean {
    return lastObserved < this.#floor;
  }

  newest(): FoundRow[] {
    this.#trim();
    return this.#rows;
  }

  #trim(): void {
    this.#rows.sort((a, b) => comparePlaces(placeOf(a), placeOf(b)));
    this.#rows.length = Math.min(this.#rows.length, this.limit);
    if (this.#rows.length === this.limit) this.#floor = this.#rows.at(-1)?.at ?? this.#floor;
  }
}
