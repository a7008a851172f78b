import 'server-only';
import { LEVELS, type Level } from '../engine/sigma/types';
import { filterSql, textField, type FilterFields } from '../platform/filter-sql';
import { Prisma } from '../platform/generated/prisma/client';
import { recordAddress } from '../platform/ids';
import { FACETS, type DetectionFilter, type Facet } from './model';

export const timeOf = (f: DetectionFilter) => (f.target === 'observed' ? Prisma.sql`d.observed_at` : Prisma.sql`d.received_at`);

/** SQL for "this row has one of these values" per facet; never NULL. */
const HAS: Readonly<Record<Facet, (values: readonly string[]) => Prisma.Sql>> = {
  level: (v) => Prisma.sql`d.level IN (${Prisma.join(v.map((x) => LEVELS.indexOf(x as Level)))})`,
  rule: (v) => Prisma.sql`d.rule_ids && ${[...v]}::text[]`,
  tactic: (v) => Prisma.sql`d.tactics && ${[...v]}::text[]`,
  technique: (v) => Prisma.sql`d.techniques && ${[...v]}::text[]`,
  endpoint: (v) => Prisma.sql`coalesce(d.endpoint_key, '') IN (${Prisma.join([...v])})`,
  account: (v) => Prisma.sql`coalesce(d.account_key, '') IN (${Prisma.join([...v])})`,
  source: (v) => Prisma.sql`d.source_id IN (${Prisma.join(v.map(Number))})`,
};

export function byUuid(uuids: readonly string[]): Prisma.Sql {
  const places = uuids.flatMap((u) => { const a = recordAddress(u); return a ? [Prisma.sql`(${a.receivedDay}::date, ${a.chunkId}::bigint, ${a.ordinal}::int)`] : []; });
  return places.length ? Prisma.sql`(d.received_day, d.chunk_id, d.ordinal) IN (${Prisma.join(places)})` : Prisma.sql`FALSE`;
}

const anyOf = (column: Prisma.Sql): FilterFields[string] => (op, value) => (op === 'eq' ? Prisma.sql`${column} @> ${[value]}::text[]` : undefined);

const LEVEL_NAME = Prisma.sql`(ARRAY['info', 'low', 'medium', 'high', 'critical'])[d.level + 1]`;

/** Names of the public API for what a detection can be filtered on. */
const FIELDS: FilterFields = {
  uuid: (op, value) => (op === 'eq' ? byUuid([value]) : undefined),
  riskLevel: textField(LEVEL_NAME), filterId: anyOf(Prisma.sql`d.rule_ids`),
  filterMitreTacticId: anyOf(Prisma.sql`d.tactics`), filterMitreTechniqueId: anyOf(Prisma.sql`d.techniques`), endpointName: textField(Prisma.sql`d.endpoint_name`),
  agentGuid: textField(Prisma.sql`d.endpoint_key`), endpointIp: textField(Prisma.sql`d.activity->>'endpointAddress'`), productCode: textField(Prisma.sql`d.activity->>'family'`),
};

/** Tenant, time and what is no facet. */
export function baseConditions(tenantId: number, f: DetectionFilter): Prisma.Sql {
  const where = [Prisma.sql`d.tenant_id = ${tenantId}`];
  if (f.uuids) where.push(byUuid(f.uuids));
  else where.push(Prisma.sql`${timeOf(f)} >= ${new Date(f.from)}`, Prisma.sql`${timeOf(f)} < ${new Date(f.to)}`);
  if (f.where) where.push(filterSql(f.where, FIELDS));
  return Prisma.join(where, ' AND ');
}

/** What one facet asks of a row; undefined when nothing is chosen in it. */
export function facetCondition(f: DetectionFilter, facet: Facet): Prisma.Sql | undefined {
  const where: Prisma.Sql[] = [];
  if (f.include[facet].length) where.push(HAS[facet](f.include[facet]));
  if (f.exclude[facet].length) where.push(Prisma.sql`NOT (${HAS[facet](f.exclude[facet])})`);
  return where.length ? Prisma.sql`(${Prisma.join(where, ' AND ')})` : undefined;
}

/** Every condition but those of the facets `without`. */
export function detectionConditions(tenantId: number, f: DetectionFilter, without: readonly Facet[] = []): Prisma.Sql {
  const facets = FACETS.flatMap((facet) => { const sql = without.includes(facet) ? undefined : facetCondition(f, facet); return sql ? [sql] : []; });
  return Prisma.join([baseConditions(tenantId, f), ...facets], ' AND ');
}
