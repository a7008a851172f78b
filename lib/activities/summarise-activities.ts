import 'server-only';
import { fieldOf } from '../engine/activity/catalogue';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { FacetCounter } from './facet-counter';
import { activitySummary, type ActivitySummary, type ActivitySummaryInput } from './model';
import { planSearch, progressOf, propertiesNamed } from './plan-search';
import { listCandidates, scanSegments, type ScannedSegment } from './scan-segments';
import type { SearchOptions } from './search-activities';
import { withSearchSlot } from './search-slots';
import { withSegmentReader } from './segment-reader';

const SUMMARY_MS_MAX = 15_000;

/** How many activities a query wants, when, and the most frequent values of some fields. Exact unless `partial`. */
export async function summariseActivities(ctx: Context, input: ActivitySummaryInput, { signal, msMax = SUMMARY_MS_MAX }: SearchOptions = {}): Promise<ActivitySummary> {
  requirePermission(ctx, 'activity', 'read');
  const { buckets, facets, facetValues, ...query } = parseInput(activitySummary, input);
  const properties = facets.length === 0 ? [] : propertiesNamed(facets);
  const plan = planSearch(query, properties);
  const bucketMs = Math.max(1, Math.ceil((plan.to - plan.from) / buckets));
  const histogram = new Histogram(plan.from, bucketMs, Math.max(1, Math.ceil((plan.to - plan.from) / bucketMs)));
  const counters = properties.map((property) => new FacetCounter(property));
  const progress = await withSearchSlot(signal, () => withSegmentReader(ctx.tenantId, async (reader) => {
    const deadline = performance.now() + msMax;
    const { heads, progress: scanned } = await listCandidates(reader, plan);
    for await (const segment of scanSegments(reader, heads, plan, { deadline, signal }, scanned)) {
      histogram.add(segment);
      for (const counter of counters) counter.add(segment);
    }
    return scanned;
  }));
  return {
    total: histogram.total, histogram: { from: new Date(plan.from).toISOString(), bucketMs, counts: histogram.counts },
    facets: Object.fromEntries(counters.map((counter) => [fieldOf(counter.property).name, counter.top(facetValues)])), ...progressOf(progress, plan.to),
  };
}

class Histogram {
  total = 0;
  readonly counts: number[];

  constructor(private readonly from: number, private readonly bucketMs: number, buckets: number) {
    this.counts = Array.from({ length: buckets }, () => 0);
  }

  add({ mask, times }: ScannedSegment): void {
    const { counts, from, bucketMs } = this;
    for (let row = 0; row < mask.length; row++) {
      if (mask[row] === 0) continue;
      this.total++;
      const bucket = Math.floor(((times[row] as number) - from) / bucketMs);
      counts[bucket] = (counts[bucket] ?? 0) + 1;
    }
  }
}
