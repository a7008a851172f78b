import 'server-only';
import type { Severity } from '../engine/correlate/types';
import type { Context } from '../platform/context';
import type { Tx } from '../platform/tx';
import { isEditable, severityRank, type NotificationEvent, type TargetSettings } from './model';
import { addToOutbox, type NewOutboxRow } from './outbox-store';
import { findEnabledTargets } from './store';

export interface AlertChange {
  alertId: string;
  /** `changed`: nothing that is told by itself, but messages that are there are kept true. `joined`: into another alert. */
  event: 'opened' | 'grew' | 'assigned' | 'closed' | 'changed' | 'joined';
  severity: Severity;
}

/** What has to be wanted for an event to be of interest: growth may raise the severity, or lift the alert over a target's threshold. */
const WANTED: Readonly<Record<AlertChange['event'], readonly NotificationEvent[]>> = {
  opened: ['opened', 'grew', 'raised'], grew: ['grew', 'raised', 'opened'], assigned: ['assigned'], closed: ['closed'], changed: [], joined: [],
};

function concerns({ channel, settings: { minSeverity, events } }: { channel: string; settings: TargetSettings }, change: AlertChange): boolean {
  // A message that can be edited follows every change, or it would say what is not true any more.
  if (isEditable(channel) && change.event !== 'opened' && change.event !== 'grew') return true;
  return severityRank(change.severity) >= severityRank(minSeverity) && WANTED[change.event].some((event) => events.includes(event));
}

/** Puts what happened to alerts into the outbox of every target that it concerns, in the transaction of the change: told if and only if that commits. */
export async function noteAlertChanges(tx: Tx, ctx: Context, changes: readonly AlertChange[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = new Map<string, NewOutboxRow>();
  for (const target of await findEnabledTargets(tx, ctx.tenantId)) for (const change of changes) {
    if (!concerns(target, change)) continue;
    const key = `${target.id} ${change.alertId}`, before = rows.get(key);
    rows.set(key, { targetId: target.id, subject: change.alertId, events: [...new Set([...(before?.events ?? []), change.event])], severity: change.severity, params: {} });
  }
  await addToOutbox(tx, ctx.tenantId, [...rows.values()], ctx.clock.now());
}
