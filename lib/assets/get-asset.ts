import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { findAsset, findParts, findSourceNames, findTraits, partOf, together } from './asset-store';
import { assetKey, assetKind, type AssetDetail } from './model';

/** One asset with everything that was merged into it; a merged one says into which. */
export async function getAsset(ctx: Context, kindInput: unknown, keyInput: unknown): Promise<AssetDetail> {
  requirePermission(ctx, 'asset', 'read');
  const kind = parseInput(assetKind, kindInput), key = parseInput(assetKey, keyInput), { tenantId } = ctx;
  return tenantTx(tenantId, async (tx) => {
    const own = await findAsset(tx, tenantId, kind, key);
    if (!own) throw new AppError('not_found', 'There is no such asset.');
    const parts = await findParts(tx, tenantId, kind, key);
    const { sources, ...traits } = await findTraits(tx, tenantId, kind, [key, ...parts.map((part) => part.key)]);
    const names = await findSourceNames(tx, tenantId);
    return {
      kind, ...partOf(own), ...together([own, ...parts]), criticalityReason: own.criticalityReason, note: own.note, version: own.version, mergedInto: own.mergedInto,
      merged: parts.map(partOf), ...traits, sources: sources.map((source) => ({ ...source, name: names.get(Number(source.value)) ?? source.value })),
    };
  });
}
