import type { WorkingPrevalence } from './prevalence-store';
import type { WorkingFacts } from './working-facts';
import type { WorkingSet } from './working-set';
import type { WrittenContents } from './write-result';

/** What this process knows of a tenant's correlation after its last step. */
export interface HeldSet {
  /** Of the cursor, when this was true. */
  version: bigint;
  set: WorkingSet;
  facts: WorkingFacts;
  prevalence: WorkingPrevalence;
  written: WrittenContents;
  /** Up to when the records of each day of receipt were observed. */
  days: Map<string, number>;
}

/** Signals held for all tenants together; past it those that were used longest ago are let go and read back when they are needed. */
const SIGNALS_HELD_MAX = 100_000;

const held = new Map<number, HeldSet>();

/**
 * Takes what is held of a tenant, if it is still true: no other process made a step, and nobody changed signals. A step that fails never gives it back, and the
 * next one reads everything anew.
 */
export function takeHeld(tenantId: number, version: bigint): HeldSet | undefined {
  const found = held.get(tenantId);
  held.delete(tenantId);
  return found?.version === version ? found : undefined;
}

/** Only after commit. */
export function keepHeld(tenantId: number, holding: HeldSet): void {
  held.set(tenantId, holding);
  let signals = [...held.values()].reduce((sum, { set }) => sum + set.size, 0);
  for (const [oldest, { set }] of held) {
    if (signals <= SIGNALS_HELD_MAX) return;
    held.delete(oldest);
    signals -= set.size;
  }
}
