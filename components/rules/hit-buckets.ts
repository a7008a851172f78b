import type { Bucket } from '../charts/chart-types';
import type { Level } from '../ui/severity';

const DAY_MS = 86_400_000;

/** Every UTC day of a span that ends with `now`, the quiet ones too. */
export function hitBuckets(hits: readonly { day: string; count: number }[], level: Level, now: number, days: number): Bucket[] {
  const counts = new Map(hits.map(({ day, count }) => [Date.parse(`${day}T00:00:00Z`), count]));
  const last = Math.floor(now / DAY_MS) * DAY_MS;
  return Array.from({ length: days }, (_, index) => {
    const at = last - (days - 1 - index) * DAY_MS, count = counts.get(at);
    return { at, counts: count === undefined ? {} : { [level]: count } };
  });
}
