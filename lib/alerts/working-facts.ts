import { factKeyHash } from '../engine/correlate/fact-code';
import { closeFacts, isTimeless } from '../engine/correlate/fact-keys';
import type { Fact, Signal } from '../engine/correlate/types';

/** Facts reach so far around the signals that ask for them. */
export const FACT_REACH_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const FACTS_HELD_MAX = 300_000;

/** Facts by key as the store has them, observed from `from` on. */
export type FactLoader = (keys: readonly string[], from: number) => Promise<ReadonlyMap<string, readonly Fact[]>>;

/** An address is seen once in an hour (`closeFacts`); anything else at its own time. */
function saysTheSame(a: Fact, b: Fact): boolean {
  if (a.kind !== 'address' || b.kind !== 'address') return false;
  return a.endpointKey === b.endpointKey && a.address === b.address && a.endpointName === b.endpointName && Math.floor(a.observedAt / HOUR_MS) === Math.floor(b.observedAt / HOUR_MS);
}

/** The facts that signals asked for so far, so that the next step asks only for what is new. */
export class WorkingFacts {
  readonly #byKey = new Map<string, readonly Fact[]>();
  readonly #hashes = new Set<bigint>();
  /** Facts observed earlier were not loaded. */
  #from = Number.POSITIVE_INFINITY;
  #held = 0;

  /** The hashes among these whose keys were asked for. */
  asked(hashes: BigInt64Array): bigint[] {
    return this.#hashes.size === 0 ? [] : [...new Set(hashes)].filter((hash) => this.#hashes.has(hash));
  }

  /** Adds facts that came since under keys that were asked for; how many of them say something new. */
  add(facts: readonly Fact[]): number {
    let added = 0;
    for (const fact of facts) {
      const known = this.#byKey.get(fact.key);
      if (!known || (fact.observedAt < this.#from && !isTimeless(fact)) || known.some((other) => saysTheSame(other, fact))) continue;
      this.#byKey.set(fact.key, [...known, fact]);
      this.#held++;
      added++;
    }
    return added;
  }

  /** The facts that explain signals, by closure. */
  async of(signals: readonly Signal[], load: FactLoader): Promise<Fact[]> {
    let first = Number.POSITIVE_INFINITY, last = Number.NEGATIVE_INFINITY;
    for (const { firstSeen, lastSeen } of signals) {
      first = Math.min(first, firstSeen);
      last = Math.max(last, lastSeen);
    }
    const from = first - FACT_REACH_MS, to = last + FACT_REACH_MS;
    if (from < this.#from || this.#held > FACTS_HELD_MAX) this.#clear(from);
    return closeFacts(signals, async (keys) => {
      const missing = keys.filter((key) => !this.#byKey.has(key));
      if (missing.length > 0) for (const [key, facts] of await load(missing, this.#from)) this.#keep(key, facts);
      return keys.flatMap((key) => (this.#byKey.get(key) ?? []).filter((fact) => isTimeless(fact) || (fact.observedAt >= from && fact.observedAt <= to)));
    });
  }

  #keep(key: string, facts: readonly Fact[]): void {
    this.#byKey.set(key, facts);
    this.#held += facts.length;
    this.#hashes.add(factKeyHash(key));
  }

  #clear(from: number): void {
    this.#byKey.clear();
    this.#hashes.clear();
    this.#held = 0;
    // By whole days, so that the next step, which may reach a little further back, need not begin anew.
    this.#from = Math.floor(from / FACT_REACH_MS) * FACT_REACH_MS;
  }
}
