import { compareText, shortName } from './text';
import type { Fact, Signal } from './types';

/** An endpoint holds an address that is at least this share of its most seen one; rarer ones are misreadings of the other side. */
const HELD_SHARE_MIN = 0.25;

/** Names and addresses of endpoints, from what was seen of them. */
export class EndpointNames {
  readonly #names = new Map<string, string>();
  /** How often an endpoint was seen with each address. */
  readonly #seen = new Map<string, Map<string, number>>();
  readonly #holders = new Map<string, { endpointKey: string; weight: number; tied: boolean }>();

  constructor(facts: readonly Fact[], signals: readonly Signal[]) {
    for (const fact of facts) {
      if (fact.kind !== 'address') continue;
      this.#name(fact.endpointKey, fact.endpointName);
      this.#see(fact.endpointKey, fact.address);
    }
    for (const { activity: a } of signals) {
      if (a.endpointKey === undefined) continue;
      if (a.endpointName !== undefined) this.#name(a.endpointKey, a.endpointName);
      if (a.endpointAddress !== undefined) this.#see(a.endpointKey, a.endpointAddress);
    }
    for (const [endpointKey, seen] of this.#seen) this.#claim(endpointKey, seen);
  }

  nameOf(key: string): string {
    return this.#names.get(key) ?? key;
  }

  /** Addresses that this endpoint holds, sorted. */
  addressesOf(key: string): readonly string[] {
    return [...(this.#seen.get(key)?.keys() ?? [])].filter((address) => this.endpointAt(address) === key).sort(compareText);
  }

  /** The endpoint that holds this address; undefined when nobody does, or two do alike. */
  endpointAt(address: string): string | undefined {
    const holder = this.#holders.get(address);
    return holder === undefined || holder.tied ? undefined : holder.endpointKey;
  }

  isEndpoint(name: string): boolean {
    return this.#holders.has(name) || this.#names.has(name) || this.#names.has(shortName(name));
  }

  resolve(key: string | undefined): string | undefined {
    return key === undefined ? undefined : (this.endpointAt(key) ?? key);
  }

  /** Full names win over short ones: they say more. */
  #name(key: string, name: string): void {
    const known = this.#names.get(key);
    if (known === undefined || name.length > known.length || (name.length === known.length && name < known)) this.#names.set(key, name);
  }

  #see(key: string, address: string): void {
    if (key === address || isEverywhere(address)) return;
    const seen = this.#seen.get(key) ?? new Map<string, number>();
    seen.set(address, (seen.get(address) ?? 0) + 1);
    this.#seen.set(key, seen);
  }

  #claim(endpointKey: string, seen: ReadonlyMap<string, number>): void {
    const most = Math.max(...seen.values());
    for (const [address, count] of seen) {
      const weight = count / most;
      if (weight < HELD_SHARE_MIN) continue;
      const rival = this.#holders.get(address);
      if (rival === undefined || weight > rival.weight) this.#holders.set(address, { endpointKey, weight, tied: false });
      else if (weight === rival.weight) rival.tied = true;
    }
  }
}

/** Loopback, link-local, unspecified and group addresses belong to no one endpoint. */
export function isEverywhere(address: string): boolean {
  return /^(127\.|0\.|0:0:0:0|169\.254\.|22[4-9]\.|23\d\.|255\.|::1$|::$|fe80:|ff0)/i.test(address);
}
