import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { AppError } from '../platform/errors';
import { tenantTx, type Tx } from '../platform/tx';
import { changeAlertInput, type ChangeAlertInput, type StoredAlert } from './model';
import { findAlert } from './store';

async function requireMember(tx: Tx, tenantId: number, userId: number): Promise<void> {
  const found = await tx.membership.count({ where: { organizationId: tenantId, userId } });
  if (!found) throw new AppError('bad_request', 'The owner is not a member of this organisation.', { fields: { ownerId: 'not a member' } });
}

function decide(alert: StoredAlert, change: ChangeAlertInput) {
  if (change.version !== undefined && change.version !== alert.version) throw new AppError('condition_not_met', 'The alert has changed since you read it.');
  const status = change.status ?? alert.status;
  const finding = change.finding === undefined ? alert.finding : change.finding;
  if (status === 'closed' && finding === null) throw new AppError('bad_request', 'Closing an alert needs a finding.', { fields: { finding: 'required' } });
  return { status, finding: status === 'open' && change.finding === undefined ? null : finding, ownerId: change.ownerId === undefined ? alert.ownerId : change.ownerId };
}

/** Changes status, finding or owner. Returns the new version. */
export async function changeAlert(ctx: Context, id: string, input: unknown): Promise<{ id: string; version: number }> {
  requirePermission(ctx, 'alert', 'write');
  const change = parseInput(changeAlertInput, input);
  return tenantTx(ctx.tenantId, async (tx) => {
    const alert = await findAlert(tx, ctx.tenantId, id);
    if (!alert || alert.mergedInto !== null) throw new AppError('not_found', `There is no alert ${id.slice(0, 60)}.`);
    const next = decide(alert, change);
    if (next.ownerId !== null && next.ownerId !== alert.ownerId) await requireMember(tx, ctx.tenantId, next.ownerId);
    const now = ctx.clock.now();
    const { count } = await tx.alert.updateMany({
      where: { tenantId: ctx.tenantId, id, version: alert.version },
      data: {
        ...next, version: { increment: 1 }, updatedAt: now, closedAt: next.status === 'closed' ? alert.closedAt ?? now : null,
        firstInvestigatedAt: next.status === 'open' ? alert.firstInvestigatedAt : alert.firstInvestigatedAt ?? now,
      },
    });
    if (count === 0) throw new AppError('condition_not_met', 'The alert has changed since you read it.');
    const { status, finding, ownerId } = alert;
    await writeAudit(tx, ctx, { action: 'alert.changed', objectKind: 'alert', objectId: id, before: { status, finding, ownerId }, after: next });
    return { id, version: alert.version + 1 };
  });
}
