import 'server-only';
import { countOpenAlerts } from '../alerts/count-open-alerts';
import { listAlerts } from '../alerts/list-alerts';
import type { AlertFilterInput } from '../alerts/model';
import { summariseDetections } from '../detections/summarise-detections';
import { listSources } from '../ingest/list-sources';
import type { SourceRow } from '../ingest/model';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';
import type { AlertShelf, Home, SilentSource } from './model';
import { findChecks } from './store';

const DAY_MS = 86_400_000;
/** A check longer ago says little about what the reader has seen. */
const OWN_CHECK_MS_MAX = 14 * DAY_MS;
const SHELF_MAX = 8;
const CHECKS_SHOWN = 8;
const NOT_CLOSED = ['open', 'in_progress'] as const;

/** What changed since the reader's last check, and what waits for them. */
export async function getHome(ctx: Context): Promise<Home> {
  requirePermission(ctx, 'alert', 'read');
  const now = ctx.clock.now();
  const { since, own } = await lastLook(ctx, now);
  const range = { from: since.toISOString(), to: new Date(now.getTime() + 1).toISOString() };
  const [fresh, touched, mine, open, sources, checks, detections] = await Promise.all([
    shelf(ctx, { status: [...NOT_CLOSED], ...range, target: 'created' }),
    shelf(ctx, { status: [...NOT_CLOSED], ...range, target: 'updated', limit: 50 }),
    ctx.actor.kind === 'user' ? shelf(ctx, { status: [...NOT_CLOSED], owner: ctx.actor.id }) : { items: [], total: 0 },
    countOpenAlerts(ctx),
    listSources(ctx),
    tenantTx(ctx.tenantId, (tx) => findChecks(tx, ctx.tenantId, { max: CHECKS_SHOWN })),
    summariseDetections(ctx, { ...range, target: 'received' }),
  ]);
  const { from, to, bucketMs, buckets, total } = detections;
  return {
    now: now.toISOString(), since: since.toISOString(), sinceOwnCheck: own, fresh, mine, open, checks, silent: silentOf(sources),
    // What is new has also changed; it is shown once.
    changed: { items: touched.items.filter(({ createdAt }) => createdAt < since).slice(0, SHELF_MAX), total: Math.max(0, touched.total - fresh.total) },
    detections: { from, to, bucketMs, buckets, total },
    empty: sources.every(({ lastSeen }) => lastSeen === null),
  };
}

async function lastLook(ctx: Context, now: Date): Promise<{ since: Date; own: boolean }> {
  const { actor, tenantId } = ctx;
  const day = { since: new Date(now.getTime() - DAY_MS), own: false };
  if (actor.kind !== 'user') return day;
  const [last] = await tenantTx(tenantId, (tx) => findChecks(tx, tenantId, { max: 1, userId: actor.id }));
  const at = last && Date.parse(last.checkedAt);
  return at === undefined || now.getTime() - at > OWN_CHECK_MS_MAX ? day : { since: new Date(at), own: true };
}

async function shelf(ctx: Context, filter: AlertFilterInput): Promise<AlertShelf> {
  const { items, total } = await listAlerts(ctx, { limit: SHELF_MAX, ...filter });
  return { items, total };
}

/** Sources that are quieter than expected, as the watch over them has found (markSilentSources). */
export function silentOf(sources: readonly SourceRow[]): SilentSource[] {
  return sources.flatMap(({ id, name, lastSeen, silentSince, expectedEverySeconds, pausedAt }) =>
    silentSince === null || expectedEverySeconds === null || pausedAt !== null ? [] : [{ id, name, lastSeen, expectedEverySeconds }]);
}
