import 'server-only';
import { z } from 'zod';
import { findChangesOfRequest } from '../audit/find-changes-of-request';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { applyChange } from './apply-change';
import { findDecidedByIds } from './bulk-store';
import { ALERT_STATUSES, FINDINGS } from './model';

const input = z.strictObject({ undo: z.string().min(1).max(100) });
const before = z.object({ status: z.enum(ALERT_STATUSES), finding: z.enum(FINDINGS).nullable(), ownerId: z.number().nullable() });
const after = z.object({ version: z.number() });

const UNDO_MS_MAX = 3_600_000;
const TIMEOUT_MS = 60_000;

/** Takes back a change for many alerts, within an hour and by who made it. What has been changed since stays: `skipped` counts it. */
export async function undoChangeAlerts(ctx: Context, given: unknown): Promise<{ undone: number; skipped: number }> {
  requirePermission(ctx, 'alert', 'write');
  const { undo } = parseInput(input, given);
  return tenantTx(ctx.tenantId, async (tx) => {
    const changes = await findChangesOfRequest(tx, ctx, { requestId: undo, action: 'alert.changed', since: new Date(ctx.clock.now().getTime() - UNDO_MS_MAX) });
    if (changes.length === 0) throw new AppError('not_found', 'There is nothing to undo: it is more than an hour ago, or not yours.');
    const alerts = new Map((await findDecidedByIds(tx, ctx.tenantId, changes.map(({ objectId }) => objectId))).map((alert) => [alert.id, alert]));
    let undone = 0;
    for (const change of changes) {
      const alert = alerts.get(change.objectId);
      if (!alert || alert.version !== after.parse(change.after).version) continue;
      await applyChange(tx, ctx, alert, before.parse(change.before));
      undone++;
    }
    return { undone, skipped: changes.length - undone };
  }, TIMEOUT_MS);
}
