import 'server-only';
import { z } from 'zod';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { getHome } from './get-home';
import { CHECK_NOTE_CHARS_MAX, type CheckCounts } from './model';
import { insertCheck } from './store';

const input = z.strictObject({
  note: z.string().trim().max(CHECK_NOTE_CHARS_MAX, `must have at most ${CHECK_NOTE_CHARS_MAX} characters`).default(''),
  /** When the page that was looked through was made: what came later is not covered. */
  seenAt: z.iso.datetime({ offset: true }),
});

const SEEN_AGO_MS_MAX = 12 * 3_600_000;

/** "Check done": from now on the reader's first page begins at what they have just seen. */
export async function recordCheck(ctx: Context, given: unknown): Promise<{ id: number }> {
  requirePermission(ctx, 'alert', 'write');
  const { note, seenAt } = parseInput(input, given);
  const { actor, tenantId } = ctx, now = ctx.clock.now(), checkedAt = new Date(Math.min(Date.parse(seenAt), now.getTime()));
  if (actor.kind !== 'user') throw new AppError('forbidden', 'Only a person can say that they have checked.');
  if (now.getTime() - checkedAt.getTime() > SEEN_AGO_MS_MAX) throw new AppError('conflict', 'The page is from long ago. Load it again, look through what is new, and then say that the check is done.');
  const home = await getHome({ ...ctx, clock: { now: () => checkedAt } });
  const counts: CheckCounts = { newAlerts: home.fresh.total, changedAlerts: home.changed.total, openCritical: home.open.critical, openHigh: home.open.high, silentSources: home.silent.length };
  return tenantTx(tenantId, async (tx) => {
    const id = await insertCheck(tx, tenantId, { userId: actor.id, userName: actor.name, checkedAt, since: new Date(home.since), note, counts });
    await writeAudit(tx, ctx, { action: 'check.done', objectKind: 'check', objectId: String(id), after: { ...counts, note } });
    return { id };
  });
}
