import 'server-only';
import { listExceptions } from '../exceptions/list-exceptions';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';
import { noteEvent } from './note-event';
import { findToldSubjects } from './outbox-store';

const AHEAD_MS = 7 * 86_400_000;

/** Tells of exceptions that end within a week, each once per end: who prolongs one is told of the new end in its time. */
export async function noteExpiringExceptions(ctx: Context): Promise<number> {
  requirePermission(ctx, 'notification', 'read');
  const now = ctx.clock.now().getTime(), { items } = await listExceptions(ctx);
  const ending = items.filter(({ state, expiresAt }) => state === 'active' && Date.parse(expiresAt) > now && Date.parse(expiresAt) <= now + AHEAD_MS)
    .map(({ id, title, expiresAt }) => ({ subject: `exception:${id}:${expiresAt}`, params: { id, title, expiresAt } }));
  return tenantTx(ctx.tenantId, async (tx) => {
    const told = await findToldSubjects(tx, ctx.tenantId, ending.map(({ subject }) => subject)), fresh = ending.filter(({ subject }) => !told.has(subject));
    for (const { subject, params } of fresh) await noteEvent(tx, ctx, { event: 'exception_expiring', subject, severity: 'low', params });
    return fresh.length;
  });
}
