import 'server-only';
import { readObservedDays } from '../detections/load-facts';
import type { Tx } from '../platform/tx';
import { readSignals, type CorrelationState } from './correlation-store';
import type { HeldSet } from './held-sets';
import { WorkingPrevalence } from './prevalence-store';
import { WorkingFacts } from './working-facts';
import { WORKING_SET_MAX, WorkingSet, type Span } from './working-set';

/** What a step works on, read anew. */
export async function readHeld(tx: Tx, tenantId: number, { version, window }: CorrelationState): Promise<HeldSet> {
  const held: HeldSet = { version, set: new WorkingSet(), facts: new WorkingFacts(), prevalence: new WorkingPrevalence(), written: new Map(), days: await readObservedDays(tx, tenantId) };
  if (window) await moveWindow(tx, tenantId, held.set, window);
  return held;
}

/** Makes `set` hold what was observed in `window`. */
export async function moveWindow(tx: Tx, tenantId: number, set: WorkingSet, window: Span): Promise<void> {
  const before = set.window;
  if (before && before.from === window.from && before.to === window.to) return;
  const apart = !before || before.from > window.to || before.to < window.from || set.cut;
  const known = apart ? undefined : { from: Math.max(before.from, window.from), to: Math.min(before.to, window.to) };
  const { held, cut } = await readSignals(tx, tenantId, window, known, WORKING_SET_MAX);
  for (const signal of held) set.put(signal);
  set.window = window;
  set.cut = cut;
  if (before) set.shrink(window);
}
