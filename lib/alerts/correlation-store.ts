import 'server-only';
import type { Signal } from '../engine/correlate/types';
import { LEVELS } from '../engine/sigma/types';
import type { Tx } from '../platform/tx';
import type { HeldSignal, Placement, Span } from './working-set';

/** Locks the tenant's correlation for this transaction; false when another worker holds it. */
export async function lockCorrelation(tx: Tx, tenantId: number): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ locked: boolean }[]>`SELECT pg_try_advisory_xact_lock(hashtext('correlate'), ${tenantId}) AS locked`;
  return row?.locked === true;
}

/** Where correlation stands. What a worker holds in memory is true for one `version`. */
export interface CorrelationState { lastSequence: bigint; version: bigint; window: Span | undefined }

export async function readState(tx: Tx, tenantId: number): Promise<CorrelationState> {
  const [row] = await tx.$queryRaw<{ lastSequence: bigint; version: bigint; from: Date | null; to: Date | null }[]>`
    SELECT last_sequence AS "lastSequence", version, window_from AS "from", window_to AS "to" FROM correlation_cursor WHERE tenant_id = ${tenantId}`;
  if (!row) return { lastSequence: 0n, version: 0n, window: undefined };
  return { ...row, window: row.from && row.to ? { from: row.from.getTime(), to: row.to.getTime() } : undefined };
}

/** Marks what this transaction does to signals as correlation's own: it keeps the version itself. */
export async function beginStep(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT set_config('yagura.correlating', 'on', true)`;
}

/** Moves the cursor; the new version, or undefined when signals were changed by somebody else meanwhile. */
export async function writeState(tx: Tx, tenantId: number, before: CorrelationState, { lastSequence, window }: Pick<CorrelationState, 'lastSequence' | 'window'>, at: Date): Promise<bigint | undefined> {
  const from = window ? new Date(window.from) : null, to = window ? new Date(window.to) : null;
  const [row] = await tx.$queryRaw<{ version: bigint }[]>`
    INSERT INTO correlation_cursor AS c (tenant_id, last_sequence, updated_at, version, window_from, window_to) VALUES (${tenantId}, ${lastSequence}, ${at}, 1, ${from}, ${to})
    ON CONFLICT (tenant_id) DO UPDATE SET last_sequence = excluded.last_sequence, updated_at = excluded.updated_at, version = c.version + 1, window_from = excluded.window_from, window_to = excluded.window_to
    RETURNING version`;
  return row?.version === before.version + 1n ? row.version : undefined;
}

type Row = [signal: Signal, alertId: string | null, unalerted: string | null, groupKey: string | null];

/**
 * Signals observed in `span` but not in `known`, and everything that shares an alert or a group with one of them. Past `max` the weakest and oldest stay out.
 * They come as one value: the client takes each row apart, column by column.
 */
export async function readSignals(tx: Tx, tenantId: number, span: Span, known: Span | undefined, max: number): Promise<{ held: HeldSignal[]; cut: boolean }> {
  const [from, to] = [new Date(span.from), new Date(span.to)];
  const [knownFrom, knownTo] = known ? [new Date(known.from), new Date(known.to)] : [null, null];
  const [row] = await tx.$queryRaw<{ rows: string | null; near: number }[]>`
    WITH near AS MATERIALIZED (
      SELECT key, alert_id, group_key FROM signal WHERE tenant_id = ${tenantId} AND last_seen >= ${from} AND first_seen <= ${to}
        AND (${knownFrom}::timestamptz IS NULL OR NOT (last_seen >= ${knownFrom} AND first_seen <= ${knownTo}))
      ORDER BY level DESC, last_seen DESC, key LIMIT ${max + 1}
    ), wanted AS (
      SELECT key FROM near
      UNION SELECT key FROM signal WHERE tenant_id = ${tenantId} AND alert_id IN (SELECT alert_id FROM near)
      UNION SELECT key FROM signal WHERE tenant_id = ${tenantId} AND group_key IN (SELECT group_key FROM near)
    )
    SELECT '[' || string_agg(format('[%s,%s,%s,%s]', s.content, coalesce(to_json(s.alert_id)::text, 'null'), coalesce(to_json(s.unalerted)::text, 'null'), coalesce(to_json(s.group_key)::text, 'null')), ',') || ']' AS rows,
      (SELECT count(*)::int FROM near) AS near
    FROM wanted JOIN signal s ON s.tenant_id = ${tenantId} AND s.key = wanted.key`;
  const rows = JSON.parse(row?.rows ?? '[]') as Row[];
  return { held: rows.map(([signal, alertId, unalerted, groupKey]) => ({ signal, alertId, unalerted, groupKey })), cut: (row?.near ?? 0) > max };
}

/** The stored signals of these keys. */
export async function readSignalsByKey(tx: Tx, tenantId: number, keys: readonly string[]): Promise<HeldSignal[]> {
  if (keys.length === 0) return [];
  return tx.$queryRaw<HeldSignal[]>`
    SELECT content AS signal, alert_id AS "alertId", unalerted, group_key AS "groupKey" FROM signal WHERE tenant_id = ${tenantId} AND key = ANY(${[...keys]})`;
}

/** The span of stored signals on endpoints for which facts of some time came late, as far as the facts may explain them. */
export async function readSpanOfLate(tx: Tx, tenantId: number, late: readonly { endpointKey: string; first: Date; last: Date }[]): Promise<Span | undefined> {
  if (late.length === 0) return undefined;
  const [row] = await tx.$queryRaw<{ from: Date | null; to: Date | null }[]>`
    SELECT min(s.first_seen) AS "from", max(s.last_seen) AS "to" FROM signal s
    JOIN jsonb_to_recordset(${JSON.stringify(late)}::jsonb) AS f("endpointKey" text, first timestamptz, last timestamptz) ON f."endpointKey" = s.endpoint_key
    WHERE s.tenant_id = ${tenantId} AND s.first_seen <= f.last + interval '1 day' AND s.last_seen >= f.first - interval '1 day'`;
  return row?.from && row.to ? { from: row.from.getTime(), to: row.to.getTime() } : undefined;
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

/** Which signals are in which alert now, and why the others are in none. */
export async function placeSignals(tx: Tx, tenantId: number, placed: readonly (Placement & { key: string })[]): Promise<void> {
  if (placed.length === 0) return;
  await tx.$executeRaw`
    UPDATE signal s SET alert_id = p."alertId", unalerted = p.unalerted, group_key = p."groupKey"
    FROM jsonb_to_recordset(${JSON.stringify(placed)}::jsonb) AS p(key text, "alertId" text, unalerted text, "groupKey" text)
    WHERE s.tenant_id = ${tenantId} AND s.key = p.key`;
}
