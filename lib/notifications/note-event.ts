import 'server-only';
import type { Severity } from '../engine/correlate/types';
import type { Context } from '../platform/context';
import type { Tx } from '../platform/tx';
import { addToOutbox } from './outbox-store';
import type { EventParams } from './other-notices';
import { findEnabledTargets } from './store';

export interface NotedEvent { event: 'source_silent' | 'exception_expiring'; subject: string; severity: Severity; params: EventParams }

/** Puts something that is not about an alert into the outbox of every target that wants it, whatever its threshold, in the caller's transaction. */
export async function noteEvent(tx: Tx, ctx: Context, { event, subject, severity, params }: NotedEvent): Promise<void> {
  const targets = (await findEnabledTargets(tx, ctx.tenantId)).filter(({ settings }) => settings.events.includes(event));
  await addToOutbox(tx, ctx.tenantId, targets.map(({ id }) => ({ targetId: id, subject, events: [event], severity, params })), ctx.clock.now());
}
