import { accountKeyOf, isPrivateAddress } from '../normalise/identity';
import type { Level } from '../sigma/types';
import { EndpointNames } from './endpoint-names';
import { Learnt, levelHere, type Ordinary } from './ordinary';
import { betterName, isSystemAccount, logonKeyOf, spellingRank } from './principals';
import { ProcessIndex, processIdOf, type ProcessNode } from './processes';
import { compareText, shortName } from './text';
import type { CorrelateInput, CorrelateSettings, Fact, Signal } from './types';

type FactOf<K extends Fact['kind']> = Extract<Fact, { kind: K }>;

/** What correlation knows of one signal beyond its record. */
export interface Item {
  signal: Signal;
  at: number;
  /** What its rule's level comes to here, by how ordinary it is. */
  level: Level;
  /** Part of a report that the system makes of itself. */
  routine?: true;
  ordinary: Ordinary;
  /** Endpoint that it happened on; a sensor's address is resolved to the endpoint that used it. */
  endpointKey?: string;
  /** Acting account, unless it is a system account. */
  accountKey?: string;
  accountName?: string;
  process?: ProcessNode;
  target?: ProcessNode;
  /** Logon sessions that it ran in or that it opened. */
  logonId?: string;
}

/** Everything that edges, story and graph look facts up in. Built once per run, in an order that the input's order does not change. */
export interface World {
  settings: CorrelateSettings;
  items: readonly Item[];
  itemOf: ReadonlyMap<string, Item>;
  processes: ProcessIndex;
  logons: ReadonlyMap<string, readonly FactOf<'logon'>[]>;
  /** By `endpoint|path` in lower case. */
  files: ReadonlyMap<string, readonly FactOf<'file'>[]>;
  services: readonly FactOf<'service'>[];
  connections: readonly FactOf<'connection'>[];
  addressesOf(endpointKey: string): readonly string[];
  /** The endpoint that held this address at that time; undefined when none or several did. */
  endpointAt(address: string, at: number): string | undefined;
  /** Whether this address or domain name is that of an endpoint of one's own. */
  isEndpoint(name: string): boolean;
  /** The full name as records write it. */
  nameOf(endpointKey: string): string;
  /** The name without its domain, for sentences. */
  labelOf(endpointKey: string): string;
  isHub(kind: string, key: string, at: number): boolean;
}

export function buildWorld(input: CorrelateInput): World {
  const facts = sortedFacts(input.facts);
  const signals = [...input.signals].sort((a, b) => a.firstSeen - b.firstSeen || compareText(a.key, b.key));
  const processes = new ProcessIndex(facts, signals);
  const names = new EndpointNames(facts, signals);
  const learnt = new Learnt(input.prevalence);
  const items = signals.map((signal) => itemOf(signal, processes, names, learnt));
  nameAccountsAlike(items);
  const hubs = new Set(input.settings.hubs);
  return {
    settings: input.settings,
    items,
    itemOf: new Map(items.map((item) => [item.signal.key, item])),
    processes,
    logons: groupBy(ofKind(facts, 'logon'), (f) => logonKeyOf(f.endpointKey, f.logonId)),
    files: groupBy(ofKind(facts, 'file'), (f) => `${f.endpointKey}|${f.path.toLowerCase()}`),
    services: ofKind(facts, 'service'),
    connections: ofKind(facts, 'connection'),
    addressesOf: (endpointKey) => names.addressesOf(endpointKey),
    endpointAt: (address, at) => names.endpointAt(address, at),
    isEndpoint: (name) => names.isEndpoint(name),
    nameOf: (endpointKey) => names.nameOf(endpointKey),
    labelOf: (endpointKey) => shortName(names.nameOf(endpointKey)),
    isHub: (kind, key, at) => hubs.has(`${kind}|${key}`) || learnt.isHub(kind, key, at),
  };
}

/** One account is written one way in all sentences. */
function nameAccountsAlike(items: readonly Item[]): void {
  const names = new Map<string, string>();
  for (const { accountKey, accountName } of items) {
    if (accountKey !== undefined && accountName !== undefined) names.set(accountKey, betterName(names.get(accountKey) ?? accountName, accountName));
  }
  for (const item of items) {
    const best = item.accountKey === undefined ? undefined : names.get(item.accountKey);
    // Two domains may have a person of the same name: a full spelling stays.
    if (best !== undefined && item.accountName !== undefined && spellingRank(best) > spellingRank(item.accountName)) item.accountName = best;
  }
}

function itemOf(signal: Signal, processes: ProcessIndex, names: EndpointNames, learnt: Learnt): Item {
  const { activity } = signal;
  const ordinary = learnt.ordinary(signal);
  const item: Item = { signal, at: signal.firstSeen, level: levelHere(signal, ordinary), ordinary };
  const endpointKey = names.resolve(activity.endpointKey ?? ownSource(signal, names), activity.observedAt);
  if (endpointKey !== undefined) item.endpointKey = endpointKey;
  const process = processes.actorOf(activity);
  if (process !== undefined) item.process = process;
  const target = processes.targetOf(activity);
  if (target !== undefined) item.target = target;
  const account = [activity.accountName, process?.accountName, activity.kind === 'logon' ? activity.targetAccountName : undefined]
    .find((name) => name !== undefined && !isSystemAccount(accountKeyOf(name)));
  if (account !== undefined) {
    item.accountName = account;
    item.accountKey = accountKeyOf(account);
  }
  if (isSelfReport(process, processes)) {
    item.routine = true;
    if (item.level === 'low' || item.level === 'medium') item.level = 'informational';
  }
  const logonId = activity.logonId ?? process?.logonId;
  if (logonId !== undefined) item.logonId = logonId;
  return item;
}

/** Who a record comes from when it names no endpoint. The far source of a finding about an account is the intruder's machine, not one of ours. */
function ownSource({ activity: { kind, sourceAddress, observedAt } }: Signal, names: EndpointNames): string | undefined {
  if (sourceAddress === undefined || kind !== 'security_alert') return sourceAddress;
  return isPrivateAddress(sourceAddress) || names.endpointAt(sourceAddress, observedAt) !== undefined ? sourceAddress : undefined;
}

/** The end of a network trace runs hundreds of the commands that intruders look around with, to pack their output into its report. */
const SELF_REPORT = /\bnetsh(?:\.exe)?["']?\s+trace\s+stop\b/i;

function isSelfReport(process: ProcessNode | undefined, processes: ProcessIndex): boolean {
  return process !== undefined && [process, ...processes.ancestorsOf(process)].some(({ commandLine }) => commandLine !== undefined && SELF_REPORT.test(commandLine));
}

function ofKind<K extends Fact['kind']>(facts: readonly Fact[], kind: K): FactOf<K>[] {
  return facts.filter((fact): fact is FactOf<K> => fact.kind === kind);
}

/** Text that does not depend on the order in which the store gives properties back. */
const textOf = (fact: Fact): string => JSON.stringify(Object.entries(fact).sort(([a], [b]) => compareText(a, b)));

function sortedFacts(facts: readonly Fact[]): Fact[] {
  return [...facts].sort((a, b) => a.observedAt - b.observedAt || compareText(a.kind, b.kind) || compareText(a.key, b.key) || compareText(textOf(a), textOf(b)));
}

export function groupBy<T>(list: readonly T[], keyOf: (item: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** The run that wrote the file which `process` was started from, if a fact says so. */
export function writersOf(world: World, process: ProcessNode): readonly FactOf<'file'>[] {
  if (process.image === undefined) return [];
  const facts = world.files.get(`${process.endpointKey}|${process.image.toLowerCase()}`) ?? [];
  const limit = process.startedAt ?? Number.POSITIVE_INFINITY;
  return facts.filter((fact) => fact.observedAt <= limit);
}

export function writerProcess(world: World, fact: FactOf<'file'>): ProcessNode | undefined {
  return fact.processGuid === undefined ? undefined : world.processes.get(processIdOf(fact.endpointKey, fact.processGuid));
}
