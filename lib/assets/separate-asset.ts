import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { findAsset } from './asset-store';
import { moveOut } from './merge-store';
import { assetKey, assetKind } from './model';
import { lockAssets } from './sighting-store';

/** Undoes the merge of one asset: it is shown by itself again, with what had been merged into it before. */
export async function separateAsset(ctx: Context, kindInput: unknown, keyInput: unknown): Promise<{ key: string }> {
  requirePermission(ctx, 'asset', 'write');
  const kind = parseInput(assetKind, kindInput), key = parseInput(assetKey, keyInput), { tenantId } = ctx;
  return tenantTx(tenantId, async (tx) => {
    await lockAssets(tx, tenantId);
    const found = await findAsset(tx, tenantId, kind, key);
    if (!found) throw new AppError('not_found', 'There is no such asset.');
    if (found.mergedInto === null) throw new AppError('conflict', 'This asset is not merged into another.');
    await moveOut(tx, tenantId, kind, key);
    await writeAudit(tx, ctx, { action: 'asset.separated', objectKind: 'asset', objectId: `${kind}:${key}`, before: { into: found.mergedInto } });
    return { key };
  });
}
