import 'server-only';
import type { Tx } from '../platform/tx';
import type { SeenAsset, SeenTrait } from './sighting-fold';

/** Names may be made up by an attacker in any number: there is a limit on assets of a kind and on what one is seen with. */
export const ASSETS_MAX = 200_000;
export const TRAITS_MAX = 2_000;

/** Held by whoever writes a tenant's assets, until its transaction ends. False: another does. */
export async function tryLockAssets(tx: Tx, tenantId: number): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ locked: boolean }[]>`SELECT pg_try_advisory_xact_lock(hashtext('assets'), ${tenantId}) AS locked`;
  return row?.locked === true;
}

/** As `tryLockAssets`, but waits for it. */
export async function lockAssets(tx: Tx, tenantId: number): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('assets'), ${tenantId})`;
}

export async function readSequence(tx: Tx, tenantId: number): Promise<bigint> {
  const row = await tx.assetCursor.findUnique({ where: { tenantId }, select: { lastSequence: true } });
  return row?.lastSequence ?? 0n;
}

export async function writeSequence(tx: Tx, tenantId: number, lastSequence: bigint, leftOut: number, updatedAt: Date): Promise<void> {
  await tx.assetCursor.upsert({ where: { tenantId }, create: { tenantId, lastSequence, leftOut, updatedAt }, update: { lastSequence, leftOut: { increment: leftOut }, updatedAt } });
}

const iso = (at: number): string => new Date(at).toISOString();
const byKey = (a: SeenAsset, b: SeenAsset): number => (a.kind === b.kind ? (a.key < b.key ? -1 : 1) : a.kind < b.kind ? -1 : 1);
const idOf = ({ kind, key }: { kind: string; key: string }): string => `${kind}|${key}`;

/** Adds what was seen to what is known; how many sightings a limit kept out. */
export async function addSightings(tx: Tx, tenantId: number, seen: readonly SeenAsset[]): Promise<number> {
  const kept = await withinAssets(tx, tenantId, [...seen].sort(byKey));
  if (kept.length === 0) return count(seen);
  const rows = kept.map(({ kind, key, first, last, records, traits }) => ({ kind, key, name: newestName(traits) ?? key, first: iso(first), last: iso(last), records }));
  const stored = await tx.$queryRaw<{ kind: string; key: string; traits: number }[]>`
    INSERT INTO asset (tenant_id, kind, key, name, first_seen, last_seen, records)
    SELECT ${tenantId}, s.kind, s.key, s.name, s.first, s.last, s.records FROM json_to_recordset(${JSON.stringify(rows)}::json) AS s(kind text, key text, name text, first timestamptz, last timestamptz, records bigint)
    ON CONFLICT (tenant_id, kind, key) DO UPDATE SET
      name = CASE WHEN excluded.last_seen >= asset.last_seen AND excluded.name <> excluded.key THEN excluded.name ELSE asset.name END,
      first_seen = least(asset.first_seen, excluded.first_seen), last_seen = greatest(asset.last_seen, excluded.last_seen), records = asset.records + excluded.records
    RETURNING kind, key, traits`;
  const room = new Map(stored.map((row) => [idOf(row), TRAITS_MAX - row.traits]));
  return count(seen) - count(kept) + (await addTraits(tx, tenantId, kept, room));
}

const count = (seen: readonly { records: number }[]): number => seen.reduce((sum, { records }) => sum + records, 0);

function newestName(traits: ReadonlyMap<string, SeenTrait>): string | undefined {
  let newest: SeenTrait | undefined;
  for (const trait of traits.values()) if (trait.what === 'name' && (!newest || trait.last > newest.last)) newest = trait;
  return newest?.value;
}

/** Those that are known, and new ones as long as there is room for them. */
async function withinAssets(tx: Tx, tenantId: number, seen: readonly SeenAsset[]): Promise<SeenAsset[]> {
  if (seen.length === 0) return [];
  const known = await tx.$queryRaw<{ kind: string; key: string }[]>`
    SELECT a.kind, a.key FROM json_to_recordset(${JSON.stringify(seen.map(({ kind, key }) => ({ kind, key })))}::json) AS s(kind text, key text)
    JOIN asset a ON a.tenant_id = ${tenantId} AND a.kind = s.kind AND a.key = s.key`;
  if (known.length === seen.length) return [...seen];
  const counts = await tx.$queryRaw<{ kind: string; n: number }[]>`SELECT kind, count(*)::int AS n FROM asset WHERE tenant_id = ${tenantId} GROUP BY kind`;
  const isKnown = new Set(known.map(idOf)), room = new Map(counts.map(({ kind, n }) => [kind, ASSETS_MAX - n]));
  return seen.filter((asset) => isKnown.has(idOf(asset)) || take(room, asset.kind, ASSETS_MAX));
}

function take(room: Map<string, number>, of: string, otherwise: number): boolean {
  const left = room.get(of) ?? otherwise;
  room.set(of, left - 1);
  return left > 0;
}

async function addTraits(tx: Tx, tenantId: number, assets: readonly SeenAsset[], room: Map<string, number>): Promise<number> {
  const all = assets.flatMap(({ kind, key, traits }) => [...traits.values()].map((trait) => ({ kind, key, what: trait.what, value: trait.value, first: iso(trait.first), last: iso(trait.last), records: trait.records })));
  const known = await tx.$queryRaw<{ id: string }[]>`
    SELECT concat_ws('|', t.kind, t.key, t.what, t.value) AS id FROM json_to_recordset(${JSON.stringify(all.map(({ kind, key, what, value }) => ({ kind, key, what, value })))}::json) AS s(kind text, key text, what text, value text)
    JOIN asset_trait t ON t.tenant_id = ${tenantId} AND t.kind = s.kind AND t.key = s.key AND t.what = s.what AND t.value = s.value`;
  const isKnown = new Set(known.map(({ id }) => id)), fresh = new Map<string, { kind: string; key: string; n: number }>();
  const kept = all.filter((trait) => {
    if (isKnown.has(`${trait.kind}|${trait.key}|${trait.what}|${trait.value}`)) return true;
    if (!take(room, idOf(trait), 0)) return false;
    const { kind, key } = trait, grown = fresh.get(idOf(trait));
    fresh.set(idOf(trait), { kind, key, n: (grown?.n ?? 0) + 1 });
    return true;
  });
  await tx.$executeRaw`
    INSERT INTO asset_trait (tenant_id, kind, key, what, value, first_seen, last_seen, records)
    SELECT ${tenantId}, s.kind, s.key, s.what, s.value, s.first, s.last, s.records
    FROM json_to_recordset(${JSON.stringify(kept)}::json) AS s(kind text, key text, what text, value text, first timestamptz, last timestamptz, records bigint)
    ON CONFLICT (tenant_id, kind, key, what, value) DO UPDATE SET
      first_seen = least(asset_trait.first_seen, excluded.first_seen), last_seen = greatest(asset_trait.last_seen, excluded.last_seen), records = asset_trait.records + excluded.records`;
  if (fresh.size > 0) {
    await tx.$executeRaw`
      UPDATE asset a SET traits = a.traits + s.n FROM json_to_recordset(${JSON.stringify([...fresh.values()])}::json) AS s(kind text, key text, n int)
      WHERE a.tenant_id = ${tenantId} AND a.kind = s.kind AND a.key = s.key`;
  }
  return all.length - kept.length;
}
