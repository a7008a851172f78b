import 'server-only';
import type { AlertContent, AlertState, Signal } from '../engine/correlate/types';
import { LEVELS } from '../engine/sigma/types';
import type { Prisma } from '../platform/generated/prisma/client';
import type { Tx } from '../platform/tx';

/** Locks the tenant's correlation for this transaction; false when another worker holds it. */
export async function lockCorrelation(tx: Tx, tenantId: number): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ locked: boolean }[]>`SELECT pg_try_advisory_xact_lock(hashtext('correlate'), ${tenantId}) AS locked`;
  return row?.locked === true;
}

export async function readCursor(tx: Tx, tenantId: number): Promise<bigint> {
  return (await tx.correlationCursor.findUnique({ where: { tenantId } }))?.lastSequence ?? 0n;
}

export async function writeCursor(tx: Tx, tenantId: number, lastSequence: bigint, at: Date): Promise<void> {
  await tx.correlationCursor.upsert({ where: { tenantId }, create: { tenantId, lastSequence, updatedAt: at }, update: { lastSequence, updatedAt: at } });
}

/** A closed alert keeps its signals as they are: what recurs under the same key counts in a new one. */
const RECURRENCES_MAX = 1_000;

/** The signal that counts a key now: under the key itself, or under `key#2`, `key#3` … when those before belong to closed alerts. */
export async function readCountingSignals(tx: Tx, tenantId: number, keys: readonly string[]): Promise<Map<string, { key: string; signal?: Signal }>> {
  const found = new Map<string, { key: string; signal?: Signal }>();
  let open = new Map(keys.map((key) => [key, key]));
  for (let number = 2; open.size > 0 && number < RECURRENCES_MAX; number++) {
    const rows = await tx.$queryRaw<{ key: string; content: Signal; closed: boolean }[]>`
      SELECT s.key, s.content, coalesce(a.status = 'closed', FALSE) AS closed FROM signal s
      LEFT JOIN alert a ON a.tenant_id = s.tenant_id AND a.id = s.alert_id
      WHERE s.tenant_id = ${tenantId} AND s.key = ANY(${[...open.keys()]})`;
    const known = new Map(rows.map((r) => [r.key, r]));
    const next = new Map<string, string>();
    for (const [key, base] of open) {
      const row = known.get(key);
      if (row?.closed) next.set(`${base}#${number}`, base);
      else found.set(base, row ? { key, signal: row.content } : { key });
    }
    open = next;
  }
  return found;
}

/** How much of each key was counted in closed alerts. */
export async function readClosedCounts(tx: Tx, tenantId: number, keys: readonly string[]): Promise<Map<string, number>> {
  if (keys.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ key: string; total: bigint }[]>`
    SELECT k.key, sum(s.count) AS total FROM unnest(${[...keys]}::text[]) AS k(key)
    JOIN signal s ON s.tenant_id = ${tenantId} AND (s.key = k.key OR (starts_with(s.key, k.key || '#') AND substr(s.key, length(k.key) + 2) ~ '^[0-9]+$'))
    JOIN alert a ON a.tenant_id = s.tenant_id AND a.id = s.alert_id AND a.status = 'closed' GROUP BY k.key`;
  return new Map(rows.map(({ key, total }) => [key, Number(total)]));
}

/** One statement for all: the rows travel as one JSON document. */
export async function saveSignals(tx: Tx, tenantId: number, signals: readonly Signal[]): Promise<void> {
  if (signals.length === 0) return;
  const rows = signals.map((s) => ({
    key: s.key, rule_id: s.ruleId, level: LEVELS.indexOf(s.level), endpoint_key: s.activity.endpointKey ?? null, count: s.count,
    first_seen: new Date(s.firstSeen).toISOString(), last_seen: new Date(s.lastSeen).toISOString(), content: s,
  }));
  await tx.$executeRaw`
    INSERT INTO signal (tenant_id, key, rule_id, level, endpoint_key, count, first_seen, last_seen, content)
    SELECT ${tenantId}, r.key, r.rule_id, r.level, r.endpoint_key, r.count, r.first_seen, r.last_seen, r.content
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS r(key text, rule_id text, level smallint, endpoint_key text, count int, first_seen timestamptz, last_seen timestamptz, content jsonb)
    ON CONFLICT (tenant_id, key) DO UPDATE
      SET count = excluded.count, first_seen = excluded.first_seen, last_seen = excluded.last_seen, content = excluded.content`;
}

/** Signals observed in the span, and everything that shares an alert with one of them: alerts are recomputed whole. */
export async function readWorkingSet(tx: Tx, tenantId: number, from: Date, to: Date, max: number): Promise<{ signals: Signal[]; alerts: AlertState[] }> {
  const rows = await tx.$queryRaw<{ content: Signal; alertId: string | null }[]>`
    WITH near AS (
      SELECT key, alert_id FROM signal WHERE tenant_id = ${tenantId} AND last_seen >= ${from} AND first_seen <= ${to}
      ORDER BY level DESC, last_seen DESC, key LIMIT ${max}
    )
    SELECT s.content, s.alert_id AS "alertId" FROM signal s
    WHERE s.tenant_id = ${tenantId} AND (s.key IN (SELECT key FROM near) OR s.alert_id IN (SELECT alert_id FROM near WHERE alert_id IS NOT NULL))`;
  const keysOf = new Map<string, string[]>();
  for (const { alertId, content } of rows) if (alertId !== null) keysOf.set(alertId, [...(keysOf.get(alertId) ?? []), content.key]);
  const alerts = await tx.alert.findMany({ where: { tenantId, id: { in: [...keysOf.keys()] } }, select: { id: true, status: true, createdSequence: true } });
  return {
    signals: rows.map((r) => r.content),
    alerts: alerts.map((a) => ({
      id: a.id, open: a.status !== 'closed', createdSequence: Number(a.createdSequence), signalKeys: (keysOf.get(a.id) ?? []).sort(),
    })),
  };
}

/** Which signals are in which alert now, and why the others are in none. */
export async function placeSignals(tx: Tx, tenantId: number, placed: readonly { key: string; alertId: string | null; unalerted: string | null }[]): Promise<void> {
  if (placed.length === 0) return;
  await tx.$executeRaw`
    UPDATE signal s SET alert_id = p."alertId", unalerted = p.unalerted
    FROM jsonb_to_recordset(${JSON.stringify(placed)}::jsonb) AS p(key text, "alertId" text, unalerted text)
    WHERE s.tenant_id = ${tenantId} AND s.key = p.key AND (s.alert_id IS DISTINCT FROM p."alertId" OR s.unalerted IS DISTINCT FROM p.unalerted)`;
}

/** The next number of the day; one row lock per tenant and day. */
export async function nextAlertNumber(tx: Tx, tenantId: number, day: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ last: number }[]>`
    INSERT INTO alert_number (tenant_id, day, last) VALUES (${tenantId}, ${day}::date, 1)
    ON CONFLICT (tenant_id, day) DO UPDATE SET last = alert_number.last + 1 RETURNING last`;
  return row?.last ?? 1;
}

function columns(content: AlertContent) {
  return {
    model: content.model, score: content.score, severity: content.severity, firstSeen: new Date(content.firstSeen), lastSeen: new Date(content.lastSeen),
    endpointCount: content.impact.filter((e) => e.kind === 'host').length, accountCount: content.impact.filter((e) => e.kind === 'account').length,
    title: content.title as unknown as Prisma.InputJsonValue, content: content as unknown as Prisma.InputJsonValue,
  };
}

export async function insertAlert(tx: Tx, tenantId: number, id: string, content: AlertContent, sequence: bigint, at: Date): Promise<void> {
  await tx.alert.create({ data: { tenantId, id, createdSequence: sequence, createdAt: at, updatedAt: at, ...columns(content) } });
}

/** Writes the new content unless it is what is stored; true when it changed. */
export async function updateAlert(tx: Tx, tenantId: number, id: string, content: AlertContent, at: Date): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE alert SET version = version WHERE tenant_id = ${tenantId} AND id = ${id} AND content IS DISTINCT FROM ${JSON.stringify(content)}::jsonb`;
  if (changed === 0) return false;
  await tx.alert.update({ where: { tenantId_id: { tenantId, id } }, data: { ...columns(content), updatedAt: at, version: { increment: 1 } } });
  return true;
}

/** The absorbed alert stays as a redirect: its id, notes and history survive. */
export async function absorbAlert(tx: Tx, tenantId: number, id: string, into: string, at: Date): Promise<void> {
  await tx.alert.update({ where: { tenantId_id: { tenantId, id } }, data: { mergedInto: into, updatedAt: at, version: { increment: 1 } } });
}
