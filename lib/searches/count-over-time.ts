import 'server-only';
import type { ActivitySummary, ActivitySummaryInput } from '../activities/model';
import type { SearchOptions } from '../activities/search-activities';
import { summariseActivities } from '../activities/summarise-activities';
import type { Context } from '../platform/context';

const BUCKETS = 96;
/** Fewer bars than this of all that are drawn say nothing: then the span is cut to where there is something. */
const SPREAD_MIN = BUCKETS / 4;
/** Of years without a record to a span that begins near the first one. */
const CUTS_MAX = 3;

/** Count and histogram. All time is cut down to the time of which there are records, so that its bars tell something. */
export async function countOverTime(ctx: Context, input: Omit<ActivitySummaryInput, 'buckets' | 'facets'>, options: SearchOptions = {}): Promise<ActivitySummary> {
  let span = input, summary = await summariseActivities(ctx, { ...span, buckets: BUCKETS }, options);
  for (let cut = 0; cut < CUTS_MAX && Date.parse(input.from) === 0 && summary.total > 0 && !summary.partial; cut++) {
    const { from, bucketMs, counts } = summary.histogram;
    const first = counts.findIndex((count) => count > 0), last = counts.findLastIndex((count) => count > 0);
    if (last - first >= SPREAD_MIN) break;
    const begin = Date.parse(from) + first * bucketMs, end = Math.min(Date.parse(span.to), Date.parse(from) + (last + 1) * bucketMs);
    span = { ...span, from: new Date(begin).toISOString(), to: new Date(end).toISOString() };
    summary = await summariseActivities(ctx, { ...span, buckets: BUCKETS }, options);
  }
  return summary;
}
