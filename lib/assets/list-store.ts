import 'server-only';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../platform/cursor';
import { Prisma } from '../platform/generated/prisma/client';
import type { Tx } from '../platform/tx';
import { type AssetFacets, type AssetFilter, type AssetPage, type AssetRow } from './model';

const DAY_MS = 86_400_000;
const FACETS = ['criticality', 'tag', 'seen'] as const;
type Facet = (typeof FACETS)[number];

const SORT = {
  last_seen: { column: Prisma.sql`last_ms`, desc: true }, alerts: { column: Prisma.sql`alerts`, desc: true }, detections: { column: Prisma.sql`detections`, desc: true },
  records: { column: Prisma.sql`records`, desc: true }, name: { column: Prisma.sql`lower(name)`, desc: false },
} as const;

interface Listed { key: string; name: string; first_ms: number; last_ms: number; records: number; criticality: AssetRow['criticality']; tags: string[]; merged: number; alerts: number; detections: number }
interface Answer { page: Listed[]; total: number; criticality: AssetFacets['criticality']; tag: AssetFacets['tag']; seen: AssetFacets['seen'] }

/** Assets that are not merged into others, with what was merged into them. */
function shown(tenantId: number, f: AssetFilter, now: Date, detections: readonly { key: string; n: number }[]): Prisma.Sql {
  const text = f.text.trim().toLowerCase(), at = now.getTime();
  const found = text === '' ? Prisma.sql`TRUE` : Prisma.sql`(position(${text} IN a.key) > 0 OR position(${text} IN lower(a.name)) > 0 OR a.key IN (
    SELECT coalesce(x.merged_into, t.key) FROM asset_trait t JOIN asset x ON x.tenant_id = t.tenant_id AND x.kind = t.kind AND x.key = t.key
    WHERE t.tenant_id = ${tenantId} AND t.kind = ${f.kind} AND t.what IN ('name', 'address') AND position(${text} IN lower(t.value)) > 0))`;
  return Prisma.sql`
    parts AS (SELECT merged_into, min(first_seen) AS first_seen, max(last_seen) AS last_seen, sum(records) AS records, count(*)::int AS n
      FROM asset WHERE tenant_id = ${tenantId} AND kind = ${f.kind} AND merged_into IS NOT NULL GROUP BY 1),
    alerts AS (SELECT coalesce(x.merged_into, e.key) AS key, count(DISTINCT e.alert_id)::int AS n FROM asset_alert e
      LEFT JOIN asset x ON x.tenant_id = e.tenant_id AND x.kind = e.kind AND x.key = e.key WHERE e.tenant_id = ${tenantId} AND e.kind = ${f.kind} AND e.open GROUP BY 1),
    found AS (SELECT coalesce(x.merged_into, s.key) AS key, sum(s.n)::int AS n FROM json_to_recordset(${JSON.stringify(detections)}::json) AS s(key text, n int)
      LEFT JOIN asset x ON x.tenant_id = ${tenantId} AND x.kind = ${f.kind} AND x.key = s.key GROUP BY 1),
    shown AS MATERIALIZED (
      SELECT *, CASE WHEN last_ms >= ${at - DAY_MS}::float8 THEN 'day' WHEN last_ms >= ${at - 7 * DAY_MS}::float8 THEN 'week' WHEN last_ms >= ${at - 30 * DAY_MS}::float8 THEN 'month' ELSE 'before' END AS seen
      FROM (
        SELECT a.key, a.name, a.criticality, a.tags, (extract(epoch FROM least(a.first_seen, p.first_seen)) * 1000)::float8 AS first_ms, (extract(epoch FROM greatest(a.last_seen, p.last_seen)) * 1000)::float8 AS last_ms,
          (a.records + coalesce(p.records, 0))::float8 AS records, coalesce(p.n, 0) AS merged, coalesce(l.n, 0) AS alerts, coalesce(d.n, 0) AS detections
        FROM asset a LEFT JOIN parts p ON p.merged_into = a.key LEFT JOIN alerts l ON l.key = a.key LEFT JOIN found d ON d.key = a.key
        WHERE a.tenant_id = ${tenantId} AND a.kind = ${f.kind} AND a.merged_into IS NULL AND ${found}
      ) all_of_kind)`;
}

function facetCondition(f: AssetFilter, facet: Facet): Prisma.Sql {
  const { include, exclude } = f[facet];
  const has = (values: readonly string[]): Prisma.Sql => {
    if (facet === 'tag') return Prisma.sql`tags && ${[...values]}::text[]`;
    return facet === 'seen' ? Prisma.sql`seen = ANY(${[...values]}::text[])` : Prisma.sql`criticality = ANY(${[...values]}::text[])`;
  };
  const where = [...(include.length > 0 ? [has(include)] : []), ...(exclude.length > 0 ? [Prisma.sql`NOT (${has(exclude)})`] : [])];
  return where.length === 0 ? Prisma.sql`TRUE` : Prisma.join(where, ' AND ');
}

const conditions = (f: AssetFilter, without?: Facet): Prisma.Sql => Prisma.join(FACETS.filter((facet) => facet !== without).map((facet) => facetCondition(f, facet)), ' AND ');

function after(f: AssetFilter): Prisma.Sql {
  if (f.cursor === undefined) return Prisma.sql`TRUE`;
  const [value, key] = decodeCursor(f.cursor, z.tuple([f.sort === 'name' ? z.string() : z.number(), z.string()])), { column, desc } = SORT[f.sort];
  const place = f.sort === 'name' ? Prisma.sql`${String(value)}::text` : Prisma.sql`${Number(value)}::float8`;
  return desc ? Prisma.sql`(${column}, key) < (${place}, ${key})` : Prisma.sql`(${column}, key) > (${place}, ${key})`;
}

/** One page with its total and facets. A facet's own counts leave out its own conditions. */
export async function findAssets(tx: Tx, tenantId: number, f: AssetFilter, now: Date, detections: readonly { key: string; n: number }[]): Promise<Omit<AssetPage, 'leftOut'>> {
  const { column, desc } = SORT[f.sort], order = desc ? Prisma.sql`${column} DESC, key DESC` : Prisma.sql`${column}, key`;
  await tx.$executeRaw`SET LOCAL jit = off`;
  const [answer] = await tx.$queryRaw<Answer[]>`
    WITH ${shown(tenantId, f, now, detections)}
    SELECT
      (SELECT coalesce(json_agg(p), '[]') FROM (SELECT key, name, first_ms, last_ms, records, criticality, tags, merged, alerts, detections FROM shown WHERE ${conditions(f)} AND ${after(f)} ORDER BY ${order} LIMIT ${f.limit + 1}) p) AS page,
      (SELECT count(*)::int FROM shown WHERE ${conditions(f)}) AS total,
      (SELECT coalesce(json_agg(c), '[]') FROM (SELECT criticality AS value, count(*)::int AS count FROM shown WHERE ${conditions(f, 'criticality')} GROUP BY 1) c) AS criticality,
      (SELECT coalesce(json_agg(c), '[]') FROM (SELECT t AS value, count(*)::int AS count FROM shown, unnest(tags) AS t WHERE ${conditions(f, 'tag')} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 50) c) AS tag,
      (SELECT coalesce(json_agg(c), '[]') FROM (SELECT seen AS value, count(*)::int AS count FROM shown WHERE ${conditions(f, 'seen')} GROUP BY 1) c) AS seen`;
  const { page = [], total = 0, criticality = [], tag = [], seen = [] } = answer ?? {};
  const rows = page.slice(0, f.limit), last = rows.at(-1);
  return { items: rows.map((row) => rowOf(f.kind, row)), total, facets: { criticality, tag, seen }, ...(page.length > f.limit && last ? { cursor: encodeCursor([placeOf(f, last), last.key]) } : {}) };
}

const placeOf = ({ sort }: AssetFilter, row: Listed): string | number => ({ last_seen: row.last_ms, alerts: row.alerts, detections: row.detections, records: row.records, name: row.name.toLowerCase() })[sort];

function rowOf(kind: AssetRow['kind'], { first_ms, last_ms, alerts, ...row }: Listed): AssetRow {
  return { kind, ...row, firstSeen: new Date(first_ms).toISOString(), lastSeen: new Date(last_ms).toISOString(), openAlerts: alerts };
}

/** Sightings that a limit kept out so far. */
export async function readLeftOut(tx: Tx, tenantId: number): Promise<number> {
  const row = await tx.assetCursor.findUnique({ where: { tenantId }, select: { leftOut: true } });
  return Number(row?.leftOut ?? 0n);
}

/** Alerts that touch one of these assets, open ones first. */
export async function findAlertIds(tx: Tx, tenantId: number, kind: AssetRow['kind'], keys: readonly string[], max: number): Promise<{ ids: string[]; open: number; total: number }> {
  const rows = await tx.$queryRaw<{ id: string; open: boolean; opens: number; total: number }[]>`
    SELECT id, open, count(*) FILTER (WHERE open) OVER ()::int AS opens, count(*) OVER ()::int AS total FROM (
      SELECT alert_id AS id, bool_or(open) AS open FROM asset_alert WHERE tenant_id = ${tenantId} AND kind = ${kind} AND key = ANY(${[...keys]}::text[]) GROUP BY 1
    ) e ORDER BY open DESC, id DESC LIMIT ${max}`;
  return { ids: rows.map(({ id }) => id), open: rows[0]?.opens ?? 0, total: rows[0]?.total ?? 0 };
}


/** What was merged into each of these. */
export async function findPartKeys(tx: Tx, tenantId: number, kind: AssetRow['kind'], keys: readonly string[]): Promise<Map<string, string[]>> {
  const parts = new Map<string, string[]>();
  if (keys.length === 0) return parts;
  for (const { key, mergedInto } of await tx.asset.findMany({ where: { tenantId, kind, mergedInto: { in: [...keys] } }, select: { key: true, mergedInto: true } })) {
    if (mergedInto !== null) parts.set(mergedInto, [...(parts.get(mergedInto) ?? []), key]);
  }
  return parts;
}
