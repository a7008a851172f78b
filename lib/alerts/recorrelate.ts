import 'server-only';
import type { AuditEntry } from '../audit/write-audit';
import type { Context } from '../platform/context';
import type { Tx } from '../platform/tx';
import { beginStep, readState, writeState } from './correlation-store';
import { moveWindow, readHeld } from './read-held';
import { recompute } from './recompute';
import { around, neededWindow } from './windows';
import type { Span } from './working-set';

/**
 * Works out anew what the signals near `span` come to, in the caller's transaction and under correlation's lock; what audit has to say of it. Workers forget
 * what they hold in memory.
 */
export async function recorrelate(tx: Tx, ctx: Context, span: Span): Promise<AuditEntry[]> {
  const { tenantId } = ctx, state = await readState(tx, tenantId), wide = around(span);
  await beginStep(tx);
  const held = await readHeld(tx, tenantId, { ...state, window: undefined });
  await moveWindow(tx, tenantId, held.set, neededWindow(wide, undefined));
  const entries = await recompute(tx, ctx, held, wide, state.lastSequence);
  await writeState(tx, tenantId, state, { lastSequence: state.lastSequence, window: state.window }, ctx.clock.now());
  return entries;
}
