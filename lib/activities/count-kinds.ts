import 'server-only';
import { decodeLayout } from '../engine/segment/layout';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';
import { findNewestSegments } from './segment-store';
import { StoredColumns } from './stored-columns';

export interface KindCount { family: string; kind: string; count: number }

/** As what the newest records of a source were understood, the most frequent first. */
export async function countKinds(ctx: Context, sourceId: number, limits: { chunks: number; kinds: number }): Promise<KindCount[]> {
  requirePermission(ctx, 'source', 'read');
  const segments = await tenantTx(ctx.tenantId, (tx) => findNewestSegments(tx, ctx.tenantId, sourceId, limits.chunks));
  const counts = new Map<string, KindCount>();
  for (const segment of segments) {
    const columns = StoredColumns.of(segment, decodeLayout(segment.layout));
    const families = columns.text('family'), kinds = columns.text('kind');
    for (let row = 0; families && kinds && row < segment.rows; row++) {
      const family = families.at(row) ?? '', kind = kinds.at(row) ?? '';
      const known = counts.get(`${family} ${kind}`);
      if (known) known.count++;
      else counts.set(`${family} ${kind}`, { family, kind, count: 1 });
    }
  }
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return [...counts.values()].sort((a, b) => b.count - a.count || order(a.family, b.family) || order(a.kind, b.kind)).slice(0, limits.kinds);
}
