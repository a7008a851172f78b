import { LEVELS, type Level } from '../ui/severity';
import type { Bucket } from './chart-types';

interface Segment { level: Level; y: number; height: number }
export interface Bar { at: number; total: number; segments: readonly Segment[] }

export function bucketTotal(bucket: Bucket): number {
  return LEVELS.reduce((sum, level) => sum + (bucket.counts[level] ?? 0), 0);
}

/** Smallest of 1, 2, 5 × 10ⁿ that holds the largest bar, so that the axis reads as a round number. */
export function niceMax(max: number): number {
  if (max <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(max));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= max) ?? max;
}

const SEEN_MIN = 1.5;

/** Bars from the bottom up, the gravest level at the bottom where it is compared best. What is there is always seen, however small beside the rest. */
export function layoutBars(buckets: readonly Bucket[], height: number, max: number): Bar[] {
  return buckets.map((bucket) => {
    let bottom = height;
    const segments: Segment[] = [];
    for (const level of LEVELS) {
      const count = bucket.counts[level] ?? 0;
      if (count === 0) continue;
      const size = Math.min(bottom, Math.max(SEEN_MIN, (count / max) * height));
      bottom -= size;
      segments.push({ level, y: bottom, height: size });
    }
    return { at: bucket.at, total: bucketTotal(bucket), segments };
  });
}

/** Indices of the buckets that carry a time label: at most `most`, evenly spread. */
export function labelIndices(count: number, most: number): number[] {
  if (count === 0) return [];
  const step = Math.max(1, Math.ceil(count / most));
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step);
}
