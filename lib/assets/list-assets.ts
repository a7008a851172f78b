import 'server-only';
import { countDetectionsBy } from '../detections/entity-counts';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { tenantTx, type Tx } from '../platform/tx';
import { findAssets, findPartKeys, readLeftOut } from './list-store';
import { assetFilter, RECENT_DAYS, type AssetFilterInput, type AssetPage, type AssetRow } from './model';

const DAY_MS = 86_400_000;

/** A page of endpoints or accounts with their open alerts and detections of the last 30 days. */
export async function listAssets(ctx: Context, input: AssetFilterInput): Promise<AssetPage> {
  requirePermission(ctx, 'asset', 'read');
  const filter = parseInput(assetFilter, input), now = ctx.clock.now(), { tenantId } = ctx, { kind } = filter;
  const since = new Date(now.getTime() - RECENT_DAYS * DAY_MS);
  return tenantTx(tenantId, async (tx) => {
    // All detections are counted only where the order needs all counts; else those of the rows that are shown.
    const isOrder = filter.sort === 'detections';
    const found = await findAssets(tx, tenantId, filter, now, isOrder ? await countDetectionsBy(tx, tenantId, kind, since) : []);
    const items = isOrder ? found.items : await withDetections(tx, tenantId, kind, found.items, since);
    return { ...found, items, leftOut: await readLeftOut(tx, tenantId) };
  });
}

async function withDetections(tx: Tx, tenantId: number, kind: AssetRow['kind'], rows: readonly AssetRow[], since: Date): Promise<AssetRow[]> {
  const parts = await findPartKeys(tx, tenantId, kind, rows.filter(({ merged }) => merged > 0).map(({ key }) => key));
  const counts = new Map((await countDetectionsBy(tx, tenantId, kind, since, [...rows.map(({ key }) => key), ...[...parts.values()].flat()])).map(({ key, n }) => [key, n]));
  return rows.map((row) => ({ ...row, detections: [row.key, ...(parts.get(row.key) ?? [])].reduce((sum, key) => sum + (counts.get(key) ?? 0), 0) }));
}
