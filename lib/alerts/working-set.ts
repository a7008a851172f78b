import type { Signal } from '../engine/correlate/types';
import { LEVELS } from '../engine/sigma/types';

/** Signals that one step looks at; past it the weakest and oldest stay out, and the step says so. */
export const WORKING_SET_MAX = 20_000;

export interface Placement {
  alertId: string | null;
  /** Why it is in no alert. */
  unalerted: string | null;
  /** The same for all that belong together without being an alert. */
  groupKey: string | null;
}
export interface HeldSignal extends Placement { signal: Signal }

/** A span of observed time, both ends included; milliseconds. */
export interface Span { from: number; to: number }

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function overlaps({ signal }: HeldSignal, { from, to }: Span): boolean {
  return signal.lastSeen >= from && signal.firstSeen <= to;
}

/**
 * The signals of a tenant that steps look at: all that were observed in `window`, and what belongs to them. Knows no database; what it holds is the same
 * whether it was read back or kept in memory.
 */
export class WorkingSet {
  readonly #signals = new Map<string, HeldSignal>();
  readonly #members = new Map<string, Set<string>>();
  window: Span | undefined;
  /** Some signals of the window stayed out because there were too many. */
  cut = false;

  get size(): number {
    return this.#signals.size;
  }

  get(key: string): HeldSignal | undefined {
    return this.#signals.get(key);
  }

  all(): Iterable<HeldSignal> {
    return this.#signals.values();
  }

  put(held: HeldSignal): void {
    const before = this.#signals.get(held.signal.key);
    if (before) this.#forget(before);
    this.#signals.set(held.signal.key, held);
    for (const name of namesOf(held)) {
      const members = this.#members.get(name) ?? new Set<string>();
      members.add(held.signal.key);
      this.#members.set(name, members);
    }
  }

  /** New content; the placement stays. */
  change(signal: Signal): void {
    const { alertId = null, unalerted = null, groupKey = null } = this.#signals.get(signal.key) ?? {};
    this.put({ signal, alertId, unalerted, groupKey });
  }

  /** Puts signals where they belong now; those whose place is another than before. */
  place(placed: readonly (Placement & { key: string })[]): (Placement & { key: string })[] {
    return placed.filter(({ key, alertId, unalerted, groupKey }) => {
      const held = this.#signals.get(key);
      if (!held || (held.alertId === alertId && held.unalerted === unalerted && held.groupKey === groupKey)) return false;
      this.put({ signal: held.signal, alertId, unalerted, groupKey });
      return true;
    });
  }

  /** Signals observed in the span, and all that belong to one of them: what belongs together is recomputed whole. Past `max` the weakest and oldest stay out. */
  select(span: Span, max: number): { held: HeldSignal[]; cut: boolean } {
    const near = [...this.#signals.values()].filter((held) => overlaps(held, span));
    const kept = near.length <= max ? near : near.sort(strongestFirst).slice(0, max);
    return { held: [...this.#withMates(kept)], cut: near.length > max };
  }

  /** The members of one alert, sorted. */
  keysOf(alertId: string): string[] {
    return [...(this.#members.get(`alert ${alertId}`) ?? [])].sort(compareText);
  }

  /** Lets go what neither is in the span nor belongs to what is. */
  shrink(span: Span): void {
    const kept = this.#withMates([...this.#signals.values()].filter((held) => overlaps(held, span)));
    for (const held of this.#signals.values()) {
      if (kept.has(held)) continue;
      this.#forget(held);
      this.#signals.delete(held.signal.key);
    }
  }

  #withMates(near: readonly HeldSignal[]): Set<HeldSignal> {
    const all = new Set(near);
    for (const name of new Set(near.flatMap(namesOf))) {
      for (const key of this.#members.get(name) ?? []) {
        const mate = this.#signals.get(key);
        if (mate) all.add(mate);
      }
    }
    return all;
  }

  #forget(held: HeldSignal): void {
    for (const name of namesOf(held)) {
      const members = this.#members.get(name);
      members?.delete(held.signal.key);
      if (members?.size === 0) this.#members.delete(name);
    }
  }
}

function namesOf({ alertId, groupKey }: HeldSignal): string[] {
  return alertId !== null ? [`alert ${alertId}`] : groupKey !== null ? [`group ${groupKey}`] : [];
}

function strongestFirst(a: HeldSignal, b: HeldSignal): number {
  return LEVELS.indexOf(b.signal.level) - LEVELS.indexOf(a.signal.level) || b.signal.lastSeen - a.signal.lastSeen || compareText(a.signal.key, b.signal.key);
}
