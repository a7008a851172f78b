import { endpointAddressKey } from './facts';
import { isSystemLogon } from './principals';
import { CORRELATE_LIMITS } from './settings';
import type { Fact, Signal } from './types';

/** Whether a fact counts whatever its age: services and the holders of an address are older than what they explain, as a rule. */
export function isTimeless(fact: Fact): boolean {
  return fact.kind === 'service' || (fact.kind === 'address' && fact.key === fact.address);
}

/** As `factsOf` cuts them. */
const FACT_KEY_CHARS_MAX = 512;

/**
 * Keys of facts that `signals` and the facts found so far ask for: processes with their parents, logon sessions, the endpoints behind addresses,
 * who wrote a program that ran, which service started it, who connected. Sorted; keys that were asked before come again: the caller keeps them out.
 */
export function factKeysOf(signals: readonly Signal[], factsSoFar: readonly Fact[]): string[] {
  const keys = new Set<string>();
  for (const { activity: a } of signals) {
    for (const address of [a.sourceAddress, a.destinationAddress, a.endpointAddress]) if (address !== undefined) keys.add(address);
    const ep = a.endpointKey;
    if (ep === undefined) continue;
    keys.add(endpointAddressKey(ep));
    for (const guid of [a.processGuid, a.parentProcessGuid, a.targetProcessGuid]) addPair(keys, ep, guid);
    addPid(keys, ep, a.processGuid, a.processId);
    addPid(keys, ep, a.parentProcessGuid, a.parentProcessId);
    addPid(keys, ep, a.targetProcessGuid, a.targetProcessId);
    for (const path of [a.processImage, a.parentProcessImage, a.filePath]) addPair(keys, ep, path);
    for (const name of [a.serviceName, a.taskName]) addPair(keys, ep, name);
    if (a.logonId !== undefined && !isSystemLogon(a.logonId)) addPair(keys, ep, a.logonId);
  }
  addFacts(keys, signals, factsSoFar);
  return [...keys].sort();
}

function addFacts(keys: Set<string>, signals: readonly Signal[], facts: readonly Fact[]): void {
  for (const fact of facts) addFact(keys, fact);
  addConnections(keys, signals, facts);
}

/** Pairs of endpoints asked for at most: with more endpoints at once, logons tell who came from where. */
const PAIRS_MAX = 4_000;

/** Connections are kept by the endpoint that opened them and the address that they went to. */
function addConnections(keys: Set<string>, signals: readonly Signal[], facts: readonly Fact[]): void {
  const endpoints = new Set(signals.flatMap(({ activity: a }) => (a.endpointKey === undefined ? [] : [a.endpointKey])));
  const addresses = new Set([
    ...signals.flatMap(({ activity: a }) => (a.endpointAddress === undefined ? [] : [a.endpointAddress])),
    ...facts.flatMap((fact) => (fact.kind === 'address' ? [fact.address] : [])),
  ]);
  if (endpoints.size * addresses.size > PAIRS_MAX) return;
  for (const endpoint of endpoints) for (const address of addresses) addPair(keys, endpoint, address);
}

function addFact(keys: Set<string>, fact: Fact): void {
  const ep = fact.endpointKey;
  switch (fact.kind) {
    case 'process':
      addPair(keys, ep, fact.parentGuid);
      addPid(keys, ep, fact.parentGuid, fact.parentId);
      addPair(keys, ep, fact.image);
      if (fact.logonId !== undefined && !isSystemLogon(fact.logonId)) addPair(keys, ep, fact.logonId);
      return;
    case 'logon':
      if (fact.sourceAddress !== undefined) keys.add(fact.sourceAddress);
      return;
    case 'file':
      addPair(keys, ep, fact.processGuid);
      return;
    case 'service':
      if (fact.logonId !== undefined && !isSystemLogon(fact.logonId)) addPair(keys, ep, fact.logonId);
      return;
    case 'connection':
      keys.add(fact.destinationAddress);
      addPair(keys, ep, fact.processGuid);
      return;
    case 'address':
      keys.add(fact.address);
  }
}

/** Runs without a GUID are kept by their number; several runs of one number are told apart by time where they are used. */
function addPid(keys: Set<string>, endpointKey: string, guid: string | undefined, pid: number | undefined): void {
  if (guid === undefined && pid !== undefined) addPair(keys, endpointKey, `pid:${pid}`);
}

function addPair(keys: Set<string>, endpointKey: string, part: string | undefined): void {
  if (part !== undefined) keys.add(`${endpointKey}|${part.toLowerCase()}`.slice(0, FACT_KEY_CHARS_MAX));
}

/** Facts loaded at most per run: a tenant's worst hour must not fill the memory. */
const FACTS_MAX = 200_000;

/** Loads by closure: asks `load` for what the signals and each round's facts ask for, until nothing new comes. */
export async function closeFacts(signals: readonly Signal[], load: (keys: readonly string[]) => Promise<readonly Fact[]>): Promise<Fact[]> {
  const asked = new Set<string>();
  const held = new Set<string>();
  const facts: Fact[] = [];
  let wanted = factKeysOf(signals, []);
  for (let round = 0; round <= CORRELATE_LIMITS.ancestorsMax && wanted.length > 0 && facts.length < FACTS_MAX; round++) {
    for (const key of wanted) asked.add(key);
    const fresh = (await load(wanted)).filter((fact) => isNew(held, fact));
    for (const fact of fresh) facts.push(fact);
    const next = new Set<string>();
    addFacts(next, signals, fresh);
    wanted = [...next].filter((key) => !asked.has(key));
  }
  return facts.slice(0, FACTS_MAX);
}

const HOUR_MS = 3_600_000;

/** An address is kept under two keys and by every body that names it; it was seen once in an hour, however the records were batched. */
function isNew(held: Set<string>, fact: Fact): boolean {
  if (fact.kind !== 'address') return true;
  const before = held.size;
  return held.add(`${fact.endpointKey}|${fact.endpointName}|${fact.address}|${Math.floor(fact.observedAt / HOUR_MS)}`).size > before;
}
