import 'server-only';
import type { ActivityPage } from '../activities/model';
import { searchActivities } from '../activities/search-activities';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { findAsset, findParts, together } from './asset-store';
import { assetKey, assetKind, type AssetKind } from './model';
import { assetQuery } from './queries';

export interface AssetScope { kind: AssetKind; keys: string[]; from: number; to: number }

/** Which keys an asset has, and from when until when it was seen (`to` exclusive). */
export async function scopeOf(ctx: Context, kindInput: unknown, keyInput: unknown): Promise<AssetScope> {
  requirePermission(ctx, 'asset', 'read');
  const kind = parseInput(assetKind, kindInput), key = parseInput(assetKey, keyInput), { tenantId } = ctx;
  return tenantTx(tenantId, async (tx) => {
    const own = await findAsset(tx, tenantId, kind, key);
    if (!own) throw new AppError('not_found', 'There is no such asset.');
    const parts = await findParts(tx, tenantId, kind, key), { firstSeen, lastSeen } = together([own, ...parts]);
    return { kind, keys: [key, ...parts.map((part) => part.key)], from: Date.parse(firstSeen), to: Date.parse(lastSeen) + 1 };
  });
}

/** A part of a page must not keep the rest of it waiting. */
const SEARCH_MS_MAX = 4_000;

export interface Wanted { query?: string; from?: number | undefined; to?: number | undefined; fields: readonly string[]; limit: number; cursor?: string | undefined; signal?: AbortSignal | undefined }

/** Activities of an asset within the time that it was seen, newest first. */
export async function activitiesOf(ctx: Context, scope: AssetScope, { query, from = scope.from, to = scope.to, fields, limit, cursor, signal }: Wanted): Promise<ActivityPage> {
  const own = assetQuery(scope.kind, scope.keys), end = Math.max(to, from + 1);
  return searchActivities(ctx, {
    query: query === undefined ? own : `${own} and ${query}`, from: new Date(from).toISOString(), to: new Date(end).toISOString(), fields: [...fields], limit, ...(cursor === undefined ? {} : { cursor }),
  }, { signal, msMax: SEARCH_MS_MAX });
}
