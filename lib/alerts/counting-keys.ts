import 'server-only';
import type { Signal } from '../engine/correlate/types';
import type { Tx } from '../platform/tx';
import { readAlertStates } from './alert-writes';
import { readSignalsByKey } from './correlation-store';
import type { HeldSignal, WorkingSet } from './working-set';

/** A closed alert keeps its signals as they are: what recurs under the same key counts in a new one. */
const RECURRENCES_MAX = 1_000;

export interface Counting { key: string; known?: Signal }

/**
 * The signal that counts each key now: under the key itself, or under `key#2`, `key#3` … when those before belong to closed alerts. The window of `set` holds
 * the days of all keys; a set that was cut is asked nothing.
 */
export async function countingKeys(tx: Tx, tenantId: number, set: WorkingSet, keys: readonly string[]): Promise<Map<string, Counting>> {
  const found = new Map<string, Counting>();
  let open = new Map(keys.map((key) => [key, key]));
  for (let number = 2; open.size > 0 && number < RECURRENCES_MAX; number++) {
    const known = await lookUp(tx, tenantId, set, [...open.keys()]);
    const closed = await closedAmong(tx, tenantId, [...known.values()]);
    const next = new Map<string, string>();
    for (const [key, base] of open) {
      const held = known.get(key);
      if (held?.alertId && closed.has(held.alertId)) next.set(`${base}#${number}`, base);
      else found.set(base, held ? { key, known: held.signal } : { key });
    }
    open = next;
  }
  return found;
}

async function lookUp(tx: Tx, tenantId: number, set: WorkingSet, keys: readonly string[]): Promise<Map<string, HeldSignal>> {
  const held = set.cut ? await readSignalsByKey(tx, tenantId, keys) : keys.flatMap((key) => set.get(key) ?? []);
  return new Map(held.map((signal) => [signal.signal.key, signal]));
}

async function closedAmong(tx: Tx, tenantId: number, held: readonly HeldSignal[]): Promise<Set<string>> {
  const ids = [...new Set(held.flatMap(({ alertId }) => alertId ?? []))];
  return new Set((await readAlertStates(tx, tenantId, ids)).filter(({ open }) => !open).map(({ id }) => id));
}
