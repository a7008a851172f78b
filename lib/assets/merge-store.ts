import 'server-only';
import type { Asset } from '../platform/generated/prisma/client';
import { AppError } from '../platform/errors';
import type { Tx } from '../platform/tx';
import { findAsset } from './asset-store';
import type { AssetKind } from './model';

/** Both sides of a merge, neither of them part of another asset already. */
export async function findPair(tx: Tx, tenantId: number, kind: AssetKind, fromKey: string, intoKey: string): Promise<{ from: Asset; into: Asset }> {
  const from = await findAsset(tx, tenantId, kind, fromKey), into = await findAsset(tx, tenantId, kind, intoKey);
  if (!from || !into) throw new AppError('not_found', 'There is no such asset.');
  if (from.mergedInto !== null || into.mergedInto !== null) throw new AppError('conflict', 'One of the two was merged into another asset already.');
  return { from, into };
}

/** `from` and all that was merged into it go to `into`; each remembers its way there, so that every merge can be undone by itself. */
export async function moveInto(tx: Tx, tenantId: number, kind: AssetKind, from: string, into: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE asset SET merged_into = ${into}, merged_path = coalesce(merged_path, '{}') || ${into}::text, version = version + 1
    WHERE tenant_id = ${tenantId} AND kind = ${kind} AND (key = ${from} OR merged_into = ${from})`;
}

/** Takes `key` out again, with what had been merged into it before. */
export async function moveOut(tx: Tx, tenantId: number, kind: AssetKind, key: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE asset SET merged_into = ${key}, merged_path = merged_path[1:array_position(merged_path, ${key}::text)], version = version + 1
    WHERE tenant_id = ${tenantId} AND kind = ${kind} AND ${key}::text = ANY(merged_path)`;
  await tx.$executeRaw`UPDATE asset SET merged_into = NULL, merged_path = '{}', version = version + 1 WHERE tenant_id = ${tenantId} AND kind = ${kind} AND key = ${key}`;
}
