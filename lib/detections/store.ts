import 'server-only';
import { z } from 'zod';
import { LEVELS, type Level } from '../engine/sigma/types';
import { decodeCursor, encodeCursor } from '../platform/cursor';
import { filterSql, textField, type FilterFields } from '../platform/filter-sql';
import { Prisma } from '../platform/generated/prisma/client';
import { recordAddress, recordUuid } from '../platform/ids';
import type { Tx } from '../platform/tx';
import type { DetectionFilter, Facet, FacetCount, StoredDetection } from './model';

const cursorShape = z.tuple([z.string(), z.string(), z.string(), z.number()]);

const timeOf = (f: DetectionFilter) => (f.target === 'observed' ? Prisma.sql`d.observed_at` : Prisma.sql`d.received_at`);

/** SQL for "this row has one of these values" per facet. */
const HAS: Readonly<Record<Facet, (values: readonly string[]) => Prisma.Sql>> = {
  level: (v) => Prisma.sql`d.level IN (${Prisma.join(v.map((x) => LEVELS.indexOf(x as Level)))})`,
  rule: (v) => Prisma.sql`d.rule_ids && ${[...v]}::text[]`,
  tactic: (v) => Prisma.sql`d.tactics && ${[...v]}::text[]`,
  technique: (v) => Prisma.sql`d.techniques && ${[...v]}::text[]`,
  endpoint: (v) => Prisma.sql`coalesce(d.endpoint_key, '') IN (${Prisma.join([...v])})`,
  account: (v) => Prisma.sql`coalesce(d.account_key, '') IN (${Prisma.join([...v])})`,
  source: (v) => Prisma.sql`d.source_id IN (${Prisma.join(v.map(Number))})`,
};

function byUuid(uuids: readonly string[]): Prisma.Sql {
  const places = uuids.flatMap((u) => { const a = recordAddress(u); return a ? [Prisma.sql`(${a.receivedDay}::date, ${a.chunkId}::bigint, ${a.ordinal}::int)`] : []; });
  return places.length ? Prisma.sql`(d.received_day, d.chunk_id, d.ordinal) IN (${Prisma.join(places)})` : Prisma.sql`FALSE`;
}

const anyOf = (column: Prisma.Sql, read: (value: string) => string = (v) => v): FilterFields[string] =>
  (op, value) => (op === 'eq' ? Prisma.sql`${column} @> ${[read(value)]}::text[]` : undefined);

const LEVEL_NAME = Prisma.sql`(ARRAY['info', 'low', 'medium', 'high', 'critical'])[d.level + 1]`;

/** Names of the public API for what a detection can be filtered on. */
const FIELDS: FilterFields = {
  uuid: (op, value) => (op === 'eq' ? byUuid([value]) : undefined),
  riskLevel: textField(LEVEL_NAME), filterId: anyOf(Prisma.sql`d.rule_ids`),
  filterMitreTacticId: anyOf(Prisma.sql`d.tactics`), filterMitreTechniqueId: anyOf(Prisma.sql`d.techniques`), endpointName: textField(Prisma.sql`d.endpoint_name`),
  agentGuid: textField(Prisma.sql`d.endpoint_key`), endpointIp: textField(Prisma.sql`d.activity->>'endpointAddress'`), productCode: textField(Prisma.sql`d.activity->>'family'`),
};

/** All conditions but those of the facet `without`, whose own counts must not shrink to what is chosen. */
export function detectionConditions(tenantId: number, f: DetectionFilter, without?: Facet): Prisma.Sql {
  const where = [Prisma.sql`d.tenant_id = ${tenantId}`];
  if (f.uuids) where.push(byUuid(f.uuids));
  else where.push(Prisma.sql`${timeOf(f)} >= ${new Date(f.from)}`, Prisma.sql`${timeOf(f)} < ${new Date(f.to)}`);
  for (const facet of Object.keys(HAS) as Facet[]) {
    if (facet === without) continue;
    if (f.include[facet].length) where.push(HAS[facet](f.include[facet]));
    if (f.exclude[facet].length) where.push(Prisma.sql`NOT (${HAS[facet](f.exclude[facet])})`);
  }
  if (f.where) where.push(filterSql(f.where, FIELDS));
  return Prisma.join(where, ' AND ');
}

interface Raw extends Omit<StoredDetection, 'uuid' | 'level'> { day: string; chunkId: bigint; ordinal: number; level: number }

/** One page, newest first, in an order that late arrivals do not disturb; `cursor` is absent on the last page. */
export async function findDetections(tx: Tx, tenantId: number, f: DetectionFilter): Promise<{ rows: StoredDetection[]; cursor?: string }> {
  const time = timeOf(f);
  let after = Prisma.sql`TRUE`;
  if (f.cursor) {
    const [at, day, chunk, ordinal] = decodeCursor(f.cursor, cursorShape);
    after = Prisma.sql`(${time}, d.received_day, d.chunk_id, d.ordinal) < (${new Date(at)}::timestamptz, ${day}::date, ${BigInt(chunk)}::bigint, ${ordinal}::int)`;
  }
  const found = await tx.$queryRaw<Raw[]>`
    SELECT to_char(d.received_day, 'YYYY-MM-DD') AS day, d.chunk_id AS "chunkId", d.ordinal, d.source_id AS "sourceId", d.observed_at AS "observedAt",
      d.received_at AS "receivedAt", d.level::int AS level, d.kind, d.rule_ids AS "ruleIds", d.tactics, d.techniques, d.endpoint_name AS "endpointName",
      d.endpoint_key AS "endpointKey", d.account_name AS "accountName", d.activity, d.matches
    FROM detection d WHERE ${detectionConditions(tenantId, f)} AND ${after}
    ORDER BY ${time} DESC, d.received_day DESC, d.chunk_id DESC, d.ordinal DESC LIMIT ${f.limit + 1}`;
  const page = found.slice(0, f.limit), last = page.at(-1);
  const at = (r: Raw) => (f.target === 'observed' ? r.observedAt : r.receivedAt).toISOString();
  return {
    rows: page.map(({ day, chunkId, ordinal, level, ...rest }) => ({ ...rest, level: LEVELS[level] ?? 'informational', uuid: recordUuid({ receivedDay: day, chunkId, ordinal }) })),
    ...(found.length > f.limit && last ? { cursor: encodeCursor([at(last), last.day, String(last.chunkId), last.ordinal]) } : {}),
  };
}

export async function countDetections(tx: Tx, tenantId: number, f: DetectionFilter): Promise<number> {
  const [row] = await tx.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM detection d WHERE ${detectionConditions(tenantId, f)}`;
  return row?.total ?? 0;
}

const VALUE: Readonly<Record<Facet, Prisma.Sql>> = {
  level: Prisma.sql`d.level::text`, rule: Prisma.sql`unnest(d.rule_ids)`, tactic: Prisma.sql`unnest(d.tactics)`, technique: Prisma.sql`unnest(d.techniques)`,
  endpoint: Prisma.sql`d.endpoint_key`, account: Prisma.sql`d.account_key`, source: Prisma.sql`d.source_id::text`,
};

/** The commonest values of one facet under all other conditions, and how many more there are. */
export async function countFacet(tx: Tx, tenantId: number, f: DetectionFilter, facet: Facet, max: number): Promise<{ values: FacetCount[]; leftOut: number }> {
  const rows = await tx.$queryRaw<{ value: string; count: number; distinct: number }[]>`
    SELECT value, n::int AS count, (count(*) OVER ())::int AS "distinct" FROM (
      SELECT value, count(*) AS n FROM (SELECT ${VALUE[facet]} AS value FROM detection d WHERE ${detectionConditions(tenantId, f, facet)}) v
      WHERE value IS NOT NULL GROUP BY value
    ) g ORDER BY n DESC, value LIMIT ${max}`;
  const name = (value: string) => (facet === 'level' ? LEVELS[Number(value)] ?? value : value);
  return { values: rows.map((r) => ({ value: name(r.value), count: r.count })), leftOut: Math.max(0, (rows[0]?.distinct ?? 0) - rows.length) };
}

/** Detections per bucket and level. Buckets without any are left out. */
export async function countBuckets(tx: Tx, tenantId: number, f: DetectionFilter, bucketMs: number): Promise<{ at: number; level: Level; count: number }[]> {
  const rows = await tx.$queryRaw<{ at: Date; level: number; count: number }[]>`
    SELECT date_bin(${`${bucketMs} milliseconds`}::interval, ${timeOf(f)}, 'epoch'::timestamptz) AS at, d.level::int AS level, count(*)::int AS count
    FROM detection d WHERE ${detectionConditions(tenantId, f)} GROUP BY 1, 2 ORDER BY 1, 2`;
  return rows.map((r) => ({ at: r.at.getTime(), level: LEVELS[r.level] ?? 'informational', count: r.count }));
}
