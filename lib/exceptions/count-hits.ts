import 'server-only';
import type { DetectionRow } from '../engine/correlate/types';
import { requirePermission, type Context } from '../platform/context';
import type { Tx } from '../platform/tx';
import { addHits } from './store';

/** Adds what a step of correlation found muted to the counters of the exceptions, in that step's transaction: counted once, however often it is tried. */
export async function countHits(tx: Tx, ctx: Context, rows: readonly Pick<DetectionRow, 'activity' | 'matches'>[]): Promise<void> {
  requirePermission(ctx, 'exception', 'write');
  const hits = new Map<number, { count: number; lastAt: Date }>();
  for (const { activity, matches } of rows) {
    // One detection counts once for an exception, however many of its rules that mutes.
    for (const id of new Set(matches.flatMap(({ mutedBy }) => mutedBy ?? []))) {
      const known = hits.get(id), at = new Date(activity.observedAt);
      hits.set(id, { count: (known?.count ?? 0) + 1, lastAt: known && known.lastAt > at ? known.lastAt : at });
    }
  }
  await addHits(tx, ctx.tenantId, hits);
}
