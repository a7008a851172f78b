import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx, type Tx } from '../platform/tx';
import { sourceCounters } from './get-source-counters';
import type { RateBucket, SourceStats } from './model';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const MINUTES = 60;
const HOURS = 48;

/** How a source sends: the last hour by minute, the last two days by hour, how far its records are behind, and its counters. */
export async function getSourceStats(ctx: Context, sourceId: number): Promise<SourceStats> {
  requirePermission(ctx, 'source', 'read');
  const { tenantId } = ctx, now = ctx.clock.now().getTime();
  return tenantTx(tenantId, async (tx) => {
    const counters = await sourceCounters(tx, tenantId, sourceId);
    const latest = await tx.chunk.findFirst({ where: { tenantId, sourceId, lastObserved: { not: null } }, orderBy: { receivedAt: 'desc' }, select: { receivedAt: true, lastObserved: true } });
    return {
      ...counters(sourceId),
      minutes: filled(await minutesOf(tx, tenantId, sourceId, now), MINUTE_MS, MINUTES, now),
      hours: filled(await hoursOf(tx, tenantId, sourceId, now), HOUR_MS, HOURS, now),
      lagSeconds: latest?.lastObserved ? (latest.receivedAt.getTime() - latest.lastObserved.getTime()) / 1000 : null,
    };
  });
}

interface Counted { at: Date; received: bigint; rejected: bigint }

async function minutesOf(tx: Tx, tenantId: number, sourceId: number, now: number): Promise<Counted[]> {
  return tx.$queryRaw<Counted[]>`
    SELECT date_trunc('minute', received_at) AS at, sum(received) AS received, sum(rejected) AS rejected FROM chunk
    WHERE tenant_id = ${tenantId} AND source_id = ${sourceId} AND received_at >= ${new Date(now - MINUTES * MINUTE_MS)} GROUP BY 1`;
}

async function hoursOf(tx: Tx, tenantId: number, sourceId: number, now: number): Promise<Counted[]> {
  const rows = await tx.sourceHour.findMany({ where: { tenantId, sourceId, hour: { gte: new Date(now - HOURS * HOUR_MS) } }, select: { hour: true, received: true, rejected: true } });
  return rows.map(({ hour, received, rejected }) => ({ at: hour, received, rejected }));
}

/** One bucket for every step up to now, those without records too. */
function filled(rows: readonly Counted[], stepMs: number, count: number, now: number): RateBucket[] {
  const last = Math.floor(now / stepMs) * stepMs;
  const known = new Map(rows.map((row) => [row.at.getTime(), row]));
  return Array.from({ length: count }, (_, index): RateBucket => {
    const at = last - (count - 1 - index) * stepMs, row = known.get(at);
    return { at, received: Number(row?.received ?? 0), rejected: Number(row?.rejected ?? 0) };
  });
}
