import 'server-only';
import { z } from 'zod';
import type { AlertContent, Sentence, Severity, Signal } from '../engine/correlate/types';
import { decodeCursor, encodeCursor } from '../platform/cursor';
import { filterSql, textField, type FilterFields } from '../platform/filter-sql';
import { Prisma } from '../platform/generated/prisma/client';
import type { Tx } from '../platform/tx';
import type { AlertFilter, AlertRow, AlertStatus, Finding, StoredAlert } from './model';

const RESULT_SQL = Prisma.sql`CASE a.finding WHEN 'true_positive' THEN 'True Positive' WHEN 'benign_true_positive' THEN 'Benign True Positive' WHEN 'false_positive' THEN 'False Positive' WHEN 'noteworthy' THEN 'Noteworthy' ELSE 'No Findings' END`;

const SORT = {
  score: Prisma.sql`a.score`, created: Prisma.sql`a.created_at`, updated: Prisma.sql`a.updated_at`, last_seen: Prisma.sql`a.last_seen`,
} as const;

const cursorShape = z.tuple([z.union([z.string(), z.number()]), z.string()]);

const within = (expression: Prisma.Sql, shape: (value: string) => object): FilterFields[string] =>
  (op, value) => (op === 'eq' ? Prisma.sql`${expression} @> ${JSON.stringify([shape(value)])}::jsonb` : undefined);

/** Names of the public API for what an alert can be filtered on. */
const FIELDS: FilterFields = {
  id: textField(Prisma.sql`a.id`), severity: textField(Prisma.sql`a.severity`), model: textField(Prisma.sql`a.model`), modelId: textField(Prisma.sql`a.model`),
  modelType: textField(Prisma.sql`'preset'`), alertProvider: textField(Prisma.sql`'SAE'`), incidentId: textField(Prisma.sql`NULL::text`),
  status: textField(Prisma.sql`CASE a.status WHEN 'open' THEN 'Open' WHEN 'in_progress' THEN 'In Progress' ELSE 'Closed' END`),
  investigationResult: textField(RESULT_SQL),
  investigationStatus: textField(Prisma.sql`CASE WHEN a.status = 'open' THEN 'New' WHEN a.status = 'in_progress' THEN 'In Progress' WHEN a.finding IN ('true_positive', 'false_positive', 'benign_true_positive') THEN ${RESULT_SQL} ELSE 'Closed' END`),
  impactScopeEntityValue: within(Prisma.sql`a.content->'impact'`, (name) => ({ name })),
  indicatorValue: within(Prisma.sql`a.content->'indicators'`, (value) => ({ value })),
};

/** The filter as SQL over `alert a`, without the alerts that were joined into another. */
export function alertConditions(tenantId: number, f: AlertFilter): Prisma.Sql {
  const time = f.target === 'created' ? Prisma.sql`a.created_at` : Prisma.sql`a.updated_at`;
  const where = [Prisma.sql`a.tenant_id = ${tenantId}`, Prisma.sql`a.merged_into IS NULL`];
  if (f.status.length) where.push(Prisma.sql`a.status IN (${Prisma.join(f.status)})`);
  if (f.severity.length) where.push(Prisma.sql`a.severity IN (${Prisma.join(f.severity)})`);
  if (f.from) where.push(Prisma.sql`${time} >= ${new Date(f.from)}`);
  if (f.to) where.push(Prisma.sql`${time} < ${new Date(f.to)}`);
  if (f.endpoint) where.push(Prisma.sql`a.content->'impact' @> ${JSON.stringify([{ kind: 'host', key: f.endpoint }])}::jsonb`);
  if (f.owner !== undefined) where.push(Prisma.sql`a.owner_id = ${f.owner}`);
  if (f.text) where.push(Prisma.sql`(position(lower(${f.text}) IN lower(a.id)) > 0 OR position(lower(${f.text}) IN lower(a.title::text)) > 0 OR position(lower(${f.text}) IN lower((a.content->'impact')::text)) > 0)`);
  if (f.where) where.push(filterSql(f.where, FIELDS));
  return Prisma.join(where, ' AND ');
}

function after(f: AlertFilter): Prisma.Sql {
  if (!f.cursor) return Prisma.sql`TRUE`;
  const [value, id] = decodeCursor(f.cursor, cursorShape);
  const place = f.sort === 'score' ? Prisma.sql`${Number(value)}::smallint` : Prisma.sql`${new Date(value)}::timestamptz`;
  return Prisma.sql`(${SORT[f.sort]}, a.id) < (${place}, ${id})`;
}

const sortValue = (row: AlertRow, sort: AlertFilter['sort']): string | number =>
  ({ score: row.score, created: row.createdAt.toISOString(), updated: row.updatedAt.toISOString(), last_seen: row.lastSeen.toISOString() })[sort];

/** One page in keyset order, newest or highest first; `cursor` is absent on the last page. */
export async function findAlerts(tx: Tx, tenantId: number, f: AlertFilter): Promise<{ rows: AlertRow[]; cursor?: string; total: number }> {
  const where = alertConditions(tenantId, f);
  // The page's ids first: reading members of `content` unpacks it, which must not happen for rows that the page does not show.
  const rows = await tx.$queryRaw<AlertRow[]>`
    WITH page AS MATERIALIZED (SELECT a.id FROM alert a WHERE ${where} AND ${after(f)} ORDER BY ${SORT[f.sort]} DESC, a.id DESC LIMIT ${f.limit + 1})
    SELECT a.id, a.model, a.score::int AS score, a.severity, a.status, a.finding, a.owner_id AS "ownerId", u.name AS "ownerName", a.title, a.content->'impact' AS impact,
      a.content->'tactics' AS tactics, a.content->'techniques' AS techniques, a.endpoint_count AS "endpointCount", a.account_count AS "accountCount",
      a.first_seen AS "firstSeen", a.last_seen AS "lastSeen", a.created_at AS "createdAt", a.updated_at AS "updatedAt", a.version
    FROM page JOIN alert a ON a.tenant_id = ${tenantId} AND a.id = page.id LEFT JOIN "user" u ON u.id = a.owner_id
    ORDER BY ${SORT[f.sort]} DESC, a.id DESC`;
  const [count] = await tx.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM alert a WHERE ${where}`;
  const page = rows.slice(0, f.limit), last = page.at(-1);
  return { rows: page, total: count?.total ?? 0, ...(rows.length > f.limit && last ? { cursor: encodeCursor([sortValue(last, f.sort), last.id]) } : {}) };
}


/** The alert itself and those that were joined into it, at whatever remove. */
export async function idsJoinedInto(tx: Tx, tenantId: number, id: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE joined AS (
      SELECT ${id}::text AS id UNION SELECT a.id FROM alert a JOIN joined j ON a.merged_into = j.id WHERE a.tenant_id = ${tenantId}
    ) SELECT id FROM joined`;
  return rows.map((row) => row.id);
}

export async function findAlert(tx: Tx, tenantId: number, id: string): Promise<StoredAlert | undefined> {
  const found = await tx.alert.findUnique({ where: { tenantId_id: { tenantId, id } } });
  if (!found) return undefined;
  const notes = await tx.note.findMany({ where: { tenantId, alertId: { in: await idsJoinedInto(tx, tenantId, id) } }, orderBy: { id: 'asc' } });
  const { createdSequence: _, ...row } = found; // a bigint, which JSON cannot hold; nobody outside correlation needs it
  const owner = row.ownerId === null ? null : await tx.user.findUnique({ where: { id: row.ownerId }, select: { name: true } });
  return {
    ...row, notes, ownerName: owner?.name ?? null, severity: row.severity as Severity, status: row.status as AlertStatus, finding: row.finding as Finding | null,
    title: row.title as unknown as Sentence, content: row.content as unknown as AlertContent,
  };
}

/** The signals of alerts, by alert; bounded per alert, the strongest first. */
export async function findAlertSignals(tx: Tx, tenantId: number, ids: readonly string[], perAlertMax: number): Promise<Map<string, Signal[]>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ alertId: string; content: Signal }[]>`
    SELECT alert_id AS "alertId", content FROM (
      SELECT alert_id, content, first_seen, row_number() OVER (PARTITION BY alert_id ORDER BY level DESC, first_seen, key) AS place
      FROM signal WHERE tenant_id = ${tenantId} AND alert_id IN (${Prisma.join([...ids])})
    ) s WHERE place <= ${perAlertMax} ORDER BY first_seen`;
  const byAlert = new Map<string, Signal[]>();
  for (const { alertId, content } of rows) byAlert.set(alertId, [...(byAlert.get(alertId) ?? []), content]);
  return byAlert;
}
