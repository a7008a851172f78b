import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { memberName } from '../users/member-name';
import { applyChange } from './apply-change';
import { changeAlertInput } from './model';
import { findAlert } from './store';

/** Changes status, finding or owner. Returns the new version. */
export async function changeAlert(ctx: Context, id: string, input: unknown): Promise<{ id: string; version: number }> {
  requirePermission(ctx, 'alert', 'write');
  const change = parseInput(changeAlertInput, input);
  return tenantTx(ctx.tenantId, async (tx) => {
    const alert = await findAlert(tx, ctx.tenantId, id);
    if (!alert || alert.mergedInto !== null) throw new AppError('not_found', `There is no alert ${id.slice(0, 60)}.`);
    if (change.version !== undefined && change.version !== alert.version) throw new AppError('condition_not_met', 'The alert has changed since you read it.');
    if (typeof change.ownerId === 'number' && change.ownerId !== alert.ownerId) await memberName(tx, ctx.tenantId, change.ownerId);
    return { id, version: await applyChange(tx, ctx, alert, change) };
  });
}
