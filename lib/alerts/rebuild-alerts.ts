import 'server-only';
import { correlate } from '../engine/correlate/correlate';
import { DEFAULT_CORRELATE_SETTINGS } from '../engine/correlate/settings';
import type { AlertContent, AlertState, Signal } from '../engine/correlate/types';
import type { Tx } from '../platform/tx';
import { readCorrections } from './correction-store';
import { WorkingPrevalence } from './prevalence-store';
import { around } from './windows';
import { WorkingFacts, type FactLoader } from './working-facts';
import { WorkingSet } from './working-set';
import { placementsOf } from './write-result';

const DAY_MS = 86_400_000;

export interface RebuiltAlert { keys: readonly string[]; content: AlertContent }
export interface RebuiltAlerts {
  alerts: RebuiltAlert[];
  /** Signals that belong together without opening an alert; one alone is its own group. */
  groups: string[][];
}

/**
 * The alerts of signals, worked out from nothing, day by day in memory. `decided` are alerts about which analysts decided something: closed ones keep their signals,
 * owners and findings keep others from being joined.
 */
export async function rebuildAlerts(tx: Tx, tenantId: number, signals: readonly Signal[], decided: readonly AlertState[], load: FactLoader): Promise<RebuiltAlerts> {
  const set = new WorkingSet(), facts = new WorkingFacts(), prevalence = new WorkingPrevalence();
  const states = new Map(decided.map((alert) => [alert.id, alert]));
  const contents = new Map<string, AlertContent>();
  const corrections = await readCorrections(tx, tenantId);
  const place = new Map(decided.flatMap(({ id, signalKeys }) => signalKeys.map((key) => [key, id] as const)));
  for (const signal of signals) set.put({ signal, alertId: place.get(signal.key) ?? null, unalerted: null, groupKey: null });

  const days = [...new Set(signals.map(({ firstSeen }) => Math.floor(firstSeen / DAY_MS)))].sort((a, b) => a - b);
  for (const [step, day] of days.entries()) {
    const { held } = set.select(around({ from: day * DAY_MS, to: (day + 1) * DAY_MS - 1 }), Number.POSITIVE_INFINITY);
    const near = held.map(({ signal }) => signal);
    const alerts = [...new Set(held.flatMap(({ alertId }) => alertId ?? []))].sort().flatMap((id) => {
      const state = states.get(id);
      return state ? [{ ...state, signalKeys: set.keysOf(id) }] : [];
    });
    const result = correlate({ signals: near, facts: await facts.of(near, load), alerts, settings: DEFAULT_CORRELATE_SETTINGS, prevalence: await prevalence.of(tx, tenantId, near), ...(corrections ? { corrections } : {}) });
    const ids = result.alerts.map(({ id }, number) => id ?? `rebuilt ${step} ${number}`);
    result.alerts.forEach(({ content, absorbed }, number) => {
      const id = ids[number] ?? '';
      contents.set(id, content);
      if (!states.has(id)) states.set(id, { id, open: true, createdSequence: step, signalKeys: content.signalKeys });
      for (const gone of absorbed) contents.delete(gone);
    });
    set.place(placementsOf(result, ids));
  }

  const groups = new Map<string, string[]>();
  for (const { signal: { key }, alertId, groupKey } of set.all()) if (alertId === null) groups.set(groupKey ?? key, [...(groups.get(groupKey ?? key) ?? []), key]);
  return { alerts: [...contents].map(([id, content]) => ({ keys: set.keysOf(id), content })).filter(({ keys }) => keys.length > 0), groups: [...groups.values()] };
}
