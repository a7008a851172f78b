import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { findAsset } from './asset-store';
import { assetKey, assetKind, changeAssetInput } from './model';

/** Changes what people say of an asset: how critical it is and why, its tags, its note. */
export async function changeAsset(ctx: Context, kindInput: unknown, keyInput: unknown, input: unknown): Promise<{ version: number }> {
  requirePermission(ctx, 'asset', 'write');
  const kind = parseInput(assetKind, kindInput), key = parseInput(assetKey, keyInput), { tenantId } = ctx;
  const { version, criticality, criticalityReason, tags, note } = parseInput(changeAssetInput, input);
  const said = {
    ...(criticality === undefined ? {} : { criticality, criticalityReason: criticality === 'normal' ? '' : (criticalityReason ?? '') }),
    ...(tags === undefined ? {} : { tags: [...new Set(tags)] }), ...(note === undefined ? {} : { note }),
  };
  return tenantTx(tenantId, async (tx) => {
    const found = await findAsset(tx, tenantId, kind, key);
    if (!found) throw new AppError('not_found', 'There is no such asset.');
    if (found.mergedInto !== null) throw new AppError('conflict', 'This asset was merged into another. Change that one.');
    const { count } = await tx.asset.updateMany({ where: { tenantId, kind, key, version }, data: { ...said, version: { increment: 1 } } });
    if (count === 0) throw new AppError('condition_not_met', 'The asset has changed since you read it.');
    const before = { criticality: found.criticality, criticalityReason: found.criticalityReason, tags: found.tags, note: found.note };
    await writeAudit(tx, ctx, { action: 'asset.changed', objectKind: 'asset', objectId: `${kind}:${key}`, before, after: said });
    return { version: version + 1 };
  });
}
