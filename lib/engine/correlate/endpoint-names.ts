import { isSharedAddress } from '../normalise/identity';
import { compareText, shortName } from './text';
import type { Fact, Signal } from './types';

/** An endpoint holds an address that is at least this share of its most seen one; rarer ones are misreadings of the other side. */
const HELD_SHARE_MIN = 0.25;

const DAY_MS = 86_400_000;

/** Names and addresses of endpoints, from what was seen of them. Addresses move from one endpoint to another, so they are looked up by day. */
export class EndpointNames {
  readonly #names = new Map<string, string>();
  readonly #always = new Holders();
  readonly #days = new Map<number, Holders>();

  constructor(facts: readonly Fact[], signals: readonly Signal[]) {
    for (const fact of facts) {
      if (fact.kind !== 'address') continue;
      this.#name(fact.endpointKey, fact.endpointName);
      this.#see(fact.endpointKey, fact.address, fact.observedAt);
    }
    for (const { activity: a } of signals) {
      if (a.endpointKey === undefined) continue;
      if (a.endpointName !== undefined) this.#name(a.endpointKey, a.endpointName);
      if (a.endpointAddress !== undefined) this.#see(a.endpointKey, a.endpointAddress, a.observedAt);
    }
  }

  nameOf(key: string): string {
    return this.#names.get(key) ?? key;
  }

  /** Addresses that this endpoint holds, sorted. */
  addressesOf(key: string): readonly string[] {
    const held = [...this.#days.values()].flatMap((day) => day.addressesOf(key));
    return [...new Set(held)].sort(compareText);
  }

  /** The endpoint that held this address on that day or next to it, else at any time; undefined when nobody did, or two did alike. */
  endpointAt(address: string, at: number): string | undefined {
    const day = Math.floor(at / DAY_MS);
    const near = [day, day - 1, day + 1].map((d) => this.#days.get(d)).find((holders) => holders?.knows(address) === true);
    return (near ?? this.#always).holderOf(address);
  }

  isEndpoint(name: string): boolean {
    return this.#always.knows(name) || this.#names.has(name) || this.#names.has(shortName(name));
  }

  resolve(key: string | undefined, at: number): string | undefined {
    return key === undefined ? undefined : (this.endpointAt(key, at) ?? key);
  }

  /** Full names win over short ones: they say more. */
  #name(key: string, name: string): void {
    const known = this.#names.get(key);
    if (known === undefined || name.length > known.length || (name.length === known.length && name < known)) this.#names.set(key, name);
  }

  #see(key: string, address: string, at: number): void {
    if (key === address || isEverywhere(address)) return;
    const day = Math.floor(at / DAY_MS);
    const holders = this.#days.get(day) ?? new Holders();
    this.#days.set(day, holders);
    holders.see(key, address);
    this.#always.see(key, address);
  }
}

/** Who holds which address, by how often each endpoint was seen with it. Settled on the first question. */
class Holders {
  readonly #seen = new Map<string, Map<string, number>>();
  #settled: Map<string, { endpointKey: string; weight: number; tied: boolean }> | undefined;

  see(endpointKey: string, address: string): void {
    const seen = this.#seen.get(endpointKey) ?? new Map<string, number>();
    seen.set(address, (seen.get(address) ?? 0) + 1);
    this.#seen.set(endpointKey, seen);
  }

  knows(address: string): boolean {
    return this.#holders().has(address);
  }

  holderOf(address: string): string | undefined {
    const holder = this.#holders().get(address);
    return holder === undefined || holder.tied ? undefined : holder.endpointKey;
  }

  addressesOf(endpointKey: string): string[] {
    return [...(this.#seen.get(endpointKey)?.keys() ?? [])].filter((address) => this.holderOf(address) === endpointKey);
  }

  #holders(): ReadonlyMap<string, { endpointKey: string; weight: number; tied: boolean }> {
    if (this.#settled !== undefined) return this.#settled;
    const settled = new Map<string, { endpointKey: string; weight: number; tied: boolean }>();
    for (const [endpointKey, seen] of this.#seen) {
      const most = Math.max(...seen.values());
      for (const [address, count] of seen) {
        const weight = count / most;
        const rival = settled.get(address);
        if (weight < HELD_SHARE_MIN) continue;
        if (rival === undefined || weight > rival.weight) settled.set(address, { endpointKey, weight, tied: false });
        else if (weight === rival.weight) rival.tied = true;
      }
    }
    this.#settled = settled;
    return settled;
  }
}

/** Addresses that belong to no one endpoint, in the short and the long way of writing them. */
export function isEverywhere(address: string): boolean {
  return isSharedAddress(address) || /^(?:0:){7}[01]$/.test(address);
}
