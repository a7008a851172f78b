import 'server-only';
import { LEVELS } from '../engine/sigma/types';
import { Prisma } from '../platform/generated/prisma/client';
import type { Tx } from '../platform/tx';
import { baseConditions, detectionConditions, facetCondition, timeOf } from './conditions';
import { FACETS, type DetectionFilter, type Facet, type FacetCount, type TimeBucket } from './model';

/** Each facet is one bit of `missed`: the facets whose conditions a row does not meet. */
const BIT = Object.fromEntries(FACETS.map((facet, i) => [facet, 1 << i])) as Readonly<Record<Facet, number>>;

const VALUE: Readonly<Record<Facet, Prisma.Sql>> = {
  level: Prisma.sql`level::text`, rule: Prisma.sql`unnest(rule_ids)`, tactic: Prisma.sql`unnest(tactics)`, technique: Prisma.sql`unnest(techniques)`,
  endpoint: Prisma.sql`endpoint_key`, account: Prisma.sql`account_key`, source: Prisma.sql`source_id::text`,
};

/** The grouping that a facet is counted from. Lists of ids are counted as they stand and taken apart afterwards: there are few different ones. */
const GROUPING: Readonly<Record<Facet, string>> = { level: 'time', rule: 'rule', tactic: 'rule', technique: 'rule', endpoint: 'endpoint', account: 'account', source: 'source' };

/**
 * One reading of the detections in the time range, counted by several groupings at once, each with the facets that its rows miss. Rows that miss two
 * facets count nowhere: a facet's own counts leave out its own conditions only.
 */
function grouped(tenantId: number, f: DetectionFilter, bucketMs: number): Prisma.Sql {
  const chosen = FACETS.flatMap((facet) => { const sql = facetCondition(f, facet); return sql ? [{ facet, sql }] : []; });
  const missed = chosen.length ? Prisma.join(chosen.map(({ facet, sql }) => Prisma.sql`CASE WHEN ${sql} THEN 0 ELSE ${BIT[facet]}::int END`), ' + ') : Prisma.sql`0`;
  return Prisma.sql`
    SELECT missed, bucket, level, rule_ids, tactics, techniques, endpoint_key, account_key, source_id, count(*) AS n,
      CASE 0 WHEN grouping(bucket) THEN 'time' WHEN grouping(rule_ids) THEN 'rule' WHEN grouping(endpoint_key) THEN 'endpoint' WHEN grouping(account_key) THEN 'account' ELSE 'source' END AS by
    FROM (
      SELECT date_bin(${`${bucketMs} milliseconds`}::interval, ${timeOf(f)}, 'epoch'::timestamptz) AS bucket, d.level::int AS level, d.rule_ids, d.tactics, d.techniques,
        d.endpoint_key, d.account_key, d.source_id, ${missed} AS missed
      FROM detection d WHERE ${baseConditions(tenantId, f)}
    ) r WHERE ${chosen.length ? Prisma.sql`missed IN (${Prisma.join([0, ...chosen.map(({ facet }) => BIT[facet])])})` : Prisma.sql`TRUE`}
    GROUP BY missed, GROUPING SETS ((bucket, level), (rule_ids, tactics, techniques), (endpoint_key), (account_key), (source_id))`;
}

/** The commonest values of one facet, those that are chosen always among them, and how many values there are. */
function facetCounts(f: DetectionFilter, facet: Facet, max: number): Prisma.Sql {
  const chosen = [...f.include[facet], ...f.exclude[facet]].map((v) => (facet === 'level' ? String(LEVELS.findIndex((level) => level === v)) : v));
  return Prisma.sql`
    (SELECT ${facet}::text AS facet, value, NULL::timestamptz AS at, n::int AS count, (count(*) OVER ())::int AS "distinct" FROM (
      SELECT value, sum(n) AS n FROM (SELECT ${VALUE[facet]} AS value, n FROM found WHERE by = ${GROUPING[facet]} AND missed IN (0, ${BIT[facet]}::int)) v WHERE value IS NOT NULL GROUP BY value
    ) g ORDER BY (value = ANY (${chosen}::text[])) DESC, n DESC, value LIMIT ${max + chosen.length})`;
}

export interface SummaryCounts { buckets: TimeBucket[]; facets: Record<Facet, { values: FacetCount[]; leftOut: number }> }

/** Histogram and facets from one reading of the detections. Buckets without any are left out. */
export async function countSummary(tx: Tx, tenantId: number, f: DetectionFilter, bucketMs: number, max: number): Promise<SummaryCounts> {
  // Compiling this statement takes longer than running it.
  await tx.$executeRaw`SET LOCAL jit = off`;
  const rows = await tx.$queryRaw<{ facet: Facet | 'time'; value: string; at: Date | null; count: number; distinct: number }[]>`
    WITH found AS MATERIALIZED (${grouped(tenantId, f, bucketMs)})
    SELECT 'time' AS facet, level::text AS value, bucket AS at, sum(n)::int AS count, 0 AS "distinct" FROM found WHERE by = 'time' AND missed = 0 GROUP BY level, bucket
    UNION ALL ${Prisma.join(FACETS.map((facet) => facetCounts(f, facet, max)), ' UNION ALL ')}`;
  const level = (value: string) => LEVELS[Number(value)] ?? 'informational';
  const facetOf = (facet: Facet) => {
    const own = rows.filter((r) => r.facet === facet).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    return { values: own.map((r) => ({ value: facet === 'level' ? level(r.value) : r.value, count: r.count })), leftOut: Math.max(0, (own[0]?.distinct ?? 0) - own.length) };
  };
  return {
    buckets: rows.flatMap((r) => (r.facet === 'time' && r.at ? [{ at: r.at.getTime(), level: level(r.value), count: r.count }] : [])).sort((a, b) => a.at - b.at),
    facets: Object.fromEntries(FACETS.map((facet) => [facet, facetOf(facet)])) as SummaryCounts['facets'],
  };
}

/** First and last detection of the tenant, whatever the filter; undefined when there is none. */
export async function findExtent(tx: Tx, tenantId: number, f: DetectionFilter): Promise<{ first: Date; last: Date } | undefined> {
  const time = timeOf(f);
  const [row] = await tx.$queryRaw<{ first: Date | null; last: Date | null }[]>`
    SELECT (SELECT min(${time}) FROM detection d WHERE d.tenant_id = ${tenantId}) AS first, (SELECT max(${time}) FROM detection d WHERE d.tenant_id = ${tenantId}) AS last`;
  return row?.first && row.last ? { first: row.first, last: row.last } : undefined;
}

/** Detections per pair of tactic and technique that they carry together, whatever is chosen of either. */
export async function countPairs(tx: Tx, tenantId: number, f: DetectionFilter): Promise<{ tactic: string; technique: string; count: number }[]> {
  return tx.$queryRaw`
    WITH sets AS (SELECT d.tactics, d.techniques, count(*) AS n FROM detection d WHERE ${detectionConditions(tenantId, f, ['tactic', 'technique'])} GROUP BY 1, 2)
    SELECT tactic, technique, sum(n)::int AS count FROM sets, unnest(sets.tactics) AS tactic, unnest(sets.techniques) AS technique
    GROUP BY 1, 2 ORDER BY tactic, count DESC, technique`;
}
