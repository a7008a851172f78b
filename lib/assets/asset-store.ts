import 'server-only';
import type { Asset } from '../platform/generated/prisma/client';
import type { Tx } from '../platform/tx';
import { ASSET_LIMITS, type AssetDetail, type AssetKind, type AssetPart, type Criticality, type Trait, type TraitList } from './model';

export async function findAsset(tx: Tx, tenantId: number, kind: AssetKind, key: string): Promise<Asset | undefined> {
  return (await tx.asset.findUnique({ where: { tenantId_kind_key: { tenantId, kind, key } } })) ?? undefined;
}

/** Assets that are shown as part of this one. */
export async function findParts(tx: Tx, tenantId: number, kind: AssetKind, key: string): Promise<Asset[]> {
  return tx.asset.findMany({ where: { tenantId, kind, mergedInto: key }, orderBy: { key: 'asc' }, take: 200 });
}

export const partOf = ({ key, name, firstSeen, lastSeen, records, criticality, tags }: Asset): AssetPart =>
  ({ key, name, firstSeen: firstSeen.toISOString(), lastSeen: lastSeen.toISOString(), records: Number(records), criticality: criticality as Criticality, tags });

interface TraitRow { value: string; firstSeen: Date; lastSeen: Date; records: number; total: number }

const listOf = (rows: readonly TraitRow[]): TraitList => ({ items: rows.map(traitOf), total: rows[0]?.total ?? 0 });
const traitOf = ({ value, firstSeen, lastSeen, records }: TraitRow): Trait => ({ value, firstSeen: firstSeen.toISOString(), lastSeen: lastSeen.toISOString(), records });

/** What these keys together were seen with, the latest first. */
async function readTraits(tx: Tx, tenantId: number, kind: AssetKind, keys: readonly string[], what: 'name' | 'address' | 'source' | 'account'): Promise<TraitRow[]> {
  return tx.$queryRaw<TraitRow[]>`
    SELECT *, count(*) OVER ()::int AS total FROM (
      SELECT value, min(first_seen) AS "firstSeen", max(last_seen) AS "lastSeen", sum(records)::float8 AS records FROM asset_trait
      WHERE tenant_id = ${tenantId} AND kind = ${kind} AND key = ANY(${[...keys]}::text[]) AND what = ${what} GROUP BY value
    ) t ORDER BY "lastSeen" DESC, value LIMIT ${ASSET_LIMITS.traitsShown}`;
}

/** Endpoints on which one of these accounts was seen. */
async function readEndpointsOf(tx: Tx, tenantId: number, accounts: readonly string[]): Promise<TraitRow[]> {
  return tx.$queryRaw<TraitRow[]>`
    SELECT *, count(*) OVER ()::int AS total FROM (
      SELECT key AS value, min(first_seen) AS "firstSeen", max(last_seen) AS "lastSeen", sum(records)::float8 AS records FROM asset_trait
      WHERE tenant_id = ${tenantId} AND kind = 'endpoint' AND what = 'account' AND value = ANY(${[...accounts]}::text[]) GROUP BY key
    ) t ORDER BY "lastSeen" DESC, value LIMIT ${ASSET_LIMITS.traitsShown}`;
}

const earliest = (assets: readonly Asset[]): Date => new Date(Math.min(...assets.map(({ firstSeen }) => firstSeen.getTime())));
const latest = (assets: readonly Asset[]): Date => new Date(Math.max(...assets.map(({ lastSeen }) => lastSeen.getTime())));
const recordsOf = (assets: readonly Asset[]): number => assets.reduce((sum, { records }) => sum + Number(records), 0);

export type Traits = Pick<AssetDetail, 'names' | 'addresses' | 'others'> & { sources: Trait[] };

export async function findTraits(tx: Tx, tenantId: number, kind: AssetKind, keys: readonly string[]): Promise<Traits> {
  const names = await readTraits(tx, tenantId, kind, keys, 'name'), sources = await readTraits(tx, tenantId, kind, keys, 'source');
  const addresses = kind === 'endpoint' ? await readTraits(tx, tenantId, kind, keys, 'address') : [];
  const others = kind === 'endpoint' ? await readTraits(tx, tenantId, kind, keys, 'account') : await readEndpointsOf(tx, tenantId, keys);
  return { names: listOf(names), addresses: listOf(addresses), others: listOf(others), sources: sources.map(traitOf) };
}

/** First and last time and number of records of several together. */
export function together(assets: readonly [Asset, ...Asset[]]): { firstSeen: string; lastSeen: string; records: number } {
  return { firstSeen: earliest(assets).toISOString(), lastSeen: latest(assets).toISOString(), records: recordsOf(assets) };
}

export async function findSourceNames(tx: Tx, tenantId: number): Promise<ReadonlyMap<number, string>> {
  const rows = await tx.source.findMany({ where: { tenantId }, select: { id: true, name: true } });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
