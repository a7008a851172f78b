import type { DetectionSummary } from '@/lib/detections/model';
import type { Bucket } from '../charts/chart-types';
import { uiLevel } from '../record/ui-level';

/** Every bucket of the range, the empty ones too: time runs evenly along the axis. */
export function histogramBuckets({ from, to, bucketMs, buckets }: Pick<DetectionSummary, 'from' | 'to' | 'bucketMs' | 'buckets'>): Bucket[] {
  const first = Math.floor(from / bucketMs) * bucketMs;
  const filled = new Map<number, Bucket>();
  for (let at = first; at < to; at += bucketMs) filled.set(at, { at, counts: {} });
  for (const { at, level, count } of buckets) {
    const bucket = filled.get(at);
    if (bucket !== undefined) bucket.counts[uiLevel(level)] = count;
  }
  return [...filled.values()];
}
