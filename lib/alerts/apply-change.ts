import 'server-only';
import { writeAudit } from '../audit/write-audit';
import type { Severity } from '../engine/correlate/types';
import { noteAlertChanges, type AlertChange } from '../notifications/note-alert-changes';
import type { Context } from '../platform/context';
import { AppError } from '../platform/errors';
import type { Tx } from '../platform/tx';
import type { AlertStatus, ChangeAlertInput, Finding } from './model';

/** What a person decides about an alert. */
export interface Decision { status: AlertStatus; finding: Finding | null; ownerId: number | null }
/** As much of an alert as a change needs. */
export interface Decided extends Decision { id: string; version: number; firstInvestigatedAt: Date | null; closedAt: Date | null }

function decide(alert: Decision, change: ChangeAlertInput): Decision {
  const status = change.status ?? alert.status;
  const finding = change.finding === undefined ? alert.finding : change.finding;
  if (status === 'closed' && finding === null) throw new AppError('bad_request', 'Closing an alert needs a finding.', { fields: { finding: 'required' } });
  return { status, finding: status === 'open' && change.finding === undefined ? null : finding, ownerId: change.ownerId === undefined ? alert.ownerId : change.ownerId };
}

/** What people are told of a change. */
function toldAs(before: Decision, after: Decision): AlertChange['event'] {
  if (after.status === 'closed' && before.status !== 'closed') return 'closed';
  return after.ownerId !== null && after.ownerId !== before.ownerId ? 'assigned' : 'changed';
}

/** Writes one change with its audit entry; `condition_not_met` when somebody was faster. Returns the new version. */
export async function applyChange(tx: Tx, ctx: Context, alert: Decided, change: ChangeAlertInput): Promise<number> {
  const { id, version } = alert, next = decide(alert, change), now = ctx.clock.now();
  const [changed] = await tx.alert.updateManyAndReturn({
    where: { tenantId: ctx.tenantId, id, version }, select: { severity: true },
    data: {
      ...next, version: { increment: 1 }, updatedAt: now, closedAt: next.status === 'closed' ? alert.closedAt ?? now : null,
      firstInvestigatedAt: next.status === 'open' ? alert.firstInvestigatedAt : alert.firstInvestigatedAt ?? now,
    },
  });
  if (!changed) throw new AppError('condition_not_met', 'The alert has changed since you read it.');
  const { status, finding, ownerId } = alert;
  await writeAudit(tx, ctx, { action: 'alert.changed', objectKind: 'alert', objectId: id, before: { status, finding, ownerId }, after: { ...next, version: version + 1 } });
  await noteAlertChanges(tx, ctx, [{ alertId: id, event: toldAs(alert, next), severity: changed.severity as Severity }]);
  return version + 1;
}
