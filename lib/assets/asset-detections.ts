import 'server-only';
import { listDetectionLines } from '../detections/list-detection-lines';
import type { TimeBucket } from '../detections/model';
import { summariseDetections } from '../detections/summarise-detections';
import { requirePermission, type Context } from '../platform/context';
import { scopeOf } from './activities-of';
import { RECENT_DAYS, type AssetDetections } from './model';

const DAY_MS = 86_400_000;
const LINES = 25;

/** Detections of the thirty days until an asset was last seen: how many per day, and the newest. */
export async function assetDetections(ctx: Context, kindInput: unknown, keyInput: unknown): Promise<AssetDetections> {
  requirePermission(ctx, 'detection', 'read');
  const { kind, keys, to } = await scopeOf(ctx, kindInput, keyInput);
  const end = Math.ceil(to / DAY_MS) * DAY_MS, from = end - RECENT_DAYS * DAY_MS;
  const filter = { from: new Date(from).toISOString(), to: new Date(end).toISOString(), include: kind === 'endpoint' ? { endpoint: keys.slice(0, 50) } : { account: keys.slice(0, 50) } };
  const [summary, lines] = [await summariseDetections(ctx, filter), await listDetectionLines(ctx, { ...filter, limit: LINES })];
  return { from, to: end, bucketMs: DAY_MS, buckets: perDay(summary.buckets), total: summary.total, items: lines.items };
}

/** The summary's buckets, which are shorter than a day, as days (UTC). */
function perDay(buckets: readonly TimeBucket[]): TimeBucket[] {
  const days = new Map<string, TimeBucket>();
  for (const { at, level, count } of buckets) {
    const day = Math.floor(at / DAY_MS) * DAY_MS, known = days.get(`${day} ${level}`);
    if (known) known.count += count;
    else days.set(`${day} ${level}`, { at: day, level, count });
  }
  return [...days.values()];
}
