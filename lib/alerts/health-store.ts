import 'server-only';
import type { Tx } from '../platform/tx';
import { HEALTH_DAYS, type CorrelationHealth, type UnalertedReason } from './model';

const DAY_MS = 86_400_000;

type Lag = CorrelationHealth['lag'] & { windowFrom: Date | null; windowTo: Date | null };

/** Batches that are stored and not correlated, and how long the oldest of them has waited. */
export async function readLag(tx: Tx, tenantId: number, now: Date): Promise<Lag> {
  const [row] = await tx.$queryRaw<{ stored: bigint; correlated: bigint; waitingSince: Date | null; lastStep: Date | null; windowFrom: Date | null; windowTo: Date | null }[]>`
    SELECT i.last_sequence AS stored, coalesce(c.last_sequence, 0) AS correlated, c.updated_at AS "lastStep", c.window_from AS "windowFrom", c.window_to AS "windowTo",
      (SELECT received_at FROM chunk WHERE tenant_id = ${tenantId} AND sequence > coalesce(c.last_sequence, 0) ORDER BY sequence LIMIT 1) AS "waitingSince"
    FROM ingest_cursor i LEFT JOIN correlation_cursor c ON c.tenant_id = i.tenant_id WHERE i.tenant_id = ${tenantId}`;
  const waiting = row?.waitingSince ?? null;
  return {
    batches: row ? Number(row.stored - row.correlated) : 0, seconds: waiting === null ? 0 : Math.max(0, (now.getTime() - waiting.getTime()) / 1000),
    lastStep: row?.lastStep ?? null, windowFrom: row?.windowFrom ?? null, windowTo: row?.windowTo ?? null,
  };
}

interface SignalCounts { window: number; recent: number; alone: number; unalerted: CorrelationHealth['unalerted'] }

/** Signals of the last days by where they are: in an alert, or in none and why. */
export async function countSignals(tx: Tx, tenantId: number, now: Date): Promise<SignalCounts> {
  const since = new Date(now.getTime() - HEALTH_DAYS * DAY_MS);
  const rows = await tx.$queryRaw<{ reason: UnalertedReason | null; signals: number; detections: number }[]>`
    SELECT CASE WHEN alert_id IS NULL THEN coalesce(unalerted, 'unalerted_waiting') END AS reason, count(*)::int AS signals, sum(count)::float8 AS detections
    FROM signal WHERE tenant_id = ${tenantId} AND last_seen >= ${since} GROUP BY 1 ORDER BY 1`;
  const [near] = await tx.$queryRaw<{ signals: number }[]>`
    SELECT count(*)::int AS signals FROM signal s JOIN correlation_cursor c ON c.tenant_id = s.tenant_id
    WHERE s.tenant_id = ${tenantId} AND s.last_seen >= c.window_from AND s.first_seen <= c.window_to`;
  return {
    window: near?.signals ?? 0,
    recent: rows.reduce((sum, { signals }) => sum + signals, 0),
    alone: rows.find(({ reason }) => reason === 'unalerted_alone')?.signals ?? 0,
    unalerted: rows.flatMap(({ reason, signals, detections }) => (reason === null ? [] : [{ reason, signals, detections }])),
  };
}

/** Alerts by the UTC day on which they were opened, every day of the span, the oldest first. */
export async function countAlertsPerDay(tx: Tx, tenantId: number, now: Date): Promise<CorrelationHealth['alertsPerDay']> {
  const today = new Date(now).toISOString().slice(0, 10);
  const rows = await tx.$queryRaw<{ day: string; alerts: number; joined: number }[]>`
    SELECT to_char(d.day, 'YYYY-MM-DD') AS day, count(a.id)::int AS alerts, count(a.merged_into)::int AS joined
    FROM generate_series(${today}::date - ${HEALTH_DAYS - 1}::int, ${today}::date, interval '1 day') AS d(day)
    LEFT JOIN alert a ON a.tenant_id = ${tenantId} AND a.created_at >= d.day AT TIME ZONE 'UTC' AND a.created_at < (d.day + interval '1 day') AT TIME ZONE 'UTC'
    GROUP BY d.day ORDER BY d.day`;
  return rows;
}

/** What analysts put right by hand: each is a mistake of correlation. */
export async function countCorrections(tx: Tx, tenantId: number, now: Date): Promise<CorrelationHealth['corrections']> {
  const since = new Date(now.getTime() - HEALTH_DAYS * DAY_MS);
  const [row] = await tx.$queryRaw<{ splits: number; merges: number }[]>`
    SELECT (count(*) FILTER (WHERE action IN ('alert.split', 'alert.moved')))::int AS splits, (count(*) FILTER (WHERE action = 'alert.merged'))::int AS merges
    FROM audit WHERE tenant_id = ${tenantId} AND at >= ${since} AND action IN ('alert.split', 'alert.moved', 'alert.merged')`;
  return row ?? { splits: 0, merges: 0 };
}
