import 'server-only';
import { z } from 'zod';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { memberName } from '../users/member-name';
import { applyChange } from './apply-change';
import { ALERT_STATUSES, alertFilter, alertId, BULK_ALERTS_MAX, FINDINGS } from './model';
import { findDecidedByFilter, findDecidedByIds } from './bulk-store';

const input = z.strictObject({
  /** Either ids that were ticked, or everything that a filter finds. */
  ids: z.array(alertId).min(1).max(BULK_ALERTS_MAX).optional(),
  filter: alertFilter.omit({ cursor: true, limit: true, sort: true, where: true }).optional(),
  /** How many the person was told; another number now means that they decided on something else. */
  expected: z.number().int().positive(),
  change: z.strictObject({ status: z.enum(ALERT_STATUSES).optional(), finding: z.enum(FINDINGS).nullish(), ownerId: z.number().int().positive().nullish() }),
}).refine(({ ids, filter }) => (ids === undefined) !== (filter === undefined), { error: 'needs either ids or a filter' });

const TIMEOUT_MS = 60_000;

/** One change for many alerts, all or none. `undo` names it for `undoChangeAlerts`. */
export async function changeAlerts(ctx: Context, given: unknown): Promise<{ changed: number; undo: string }> {
  requirePermission(ctx, 'alert', 'write');
  const { ids, filter, expected, change } = parseInput(input, given);
  return tenantTx(ctx.tenantId, async (tx) => {
    const alerts = ids ? await findDecidedByIds(tx, ctx.tenantId, ids) : await findDecidedByFilter(tx, ctx.tenantId, alertFilter.parse(filter), BULK_ALERTS_MAX + 1);
    if (alerts.length > BULK_ALERTS_MAX) throw new AppError('bad_request', `The filter finds more than ${BULK_ALERTS_MAX} alerts. Narrow it.`);
    if (alerts.length !== expected) throw new AppError('condition_not_met', `These are ${alerts.length} alerts now, not ${expected}. Look at the list again.`);
    if (typeof change.ownerId === 'number') await memberName(tx, ctx.tenantId, change.ownerId);
    for (const alert of alerts) await applyChange(tx, ctx, alert, change);
    return { changed: alerts.length, undo: ctx.requestId };
  }, TIMEOUT_MS);
}
