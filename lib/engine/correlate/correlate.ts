import { graphOf } from '../graph/graph';
import { impactOf } from '../graph/impact';
import { indicatorsOf } from '../graph/indicators';
import { storyOf } from '../graph/story';
import { titleOf } from '../graph/title';
import { componentsOf, type Component, type Traits } from './components';
import { correctedEdges, isSplitOut, sidesOf } from './corrections';
import { copyEdges } from './edges-copy';
import { entityEdges, sameActivityEdges } from './edges-entity';
import { movementEdges } from './edges-movement';
import { networkEdges } from './edges-network';
import { processEdges, targetEdges } from './edges-process';
import { productEdges } from './edges-product';
import { serviceEdges, wroteThenRanEdges } from './edges-provenance';
import { accountOnHostEdges, hostMinutesEdges, sessionEdges } from './edges-session';
import { sweepEdges, unusualEdges } from './edges-unusual';
import { identify } from './identity';
import { recurrenceOf } from './links';
import { atLeast } from './phases';
import { reunionEdges } from './reunion';
import { scoreAlert, severityOf } from './score';
import { compareText } from './text';
import type { AlertContent, AlertState, Corrections, CorrelatedAlert, CorrelateInput, CorrelateResult, CorrelateSettings, Edge, Signal } from './types';
import { buildWorld, type Item, type World } from './world';

/** Each way of belonging together, cause first, coincidence last. */
const EDGE_SOURCES: readonly ((world: World) => Edge[])[] = [
  sameActivityEdges, processEdges, targetEdges, wroteThenRanEdges, copyEdges, serviceEdges, movementEdges, networkEdges, productEdges, entityEdges, sessionEdges, accountOnHostEdges, hostMinutesEdges, unusualEdges, sweepEdges,
];

/**
 * Signals and facts in, alerts out. A pure function of its input as a set: neither the order of signals and facts nor how they were batched changes
 * the partition or the content. Signals of closed alerts are left alone; what recurs makes a new alert.
 */
export function correlate(input: CorrelateInput): CorrelateResult {
  const closed = new Set(input.alerts.filter((alert) => !alert.open).flatMap((alert) => alert.signalKeys));
  for (const alert of input.alerts) if (alert.open) for (const key of alert.signalKeys) closed.delete(key);
  const world = buildWorld({ ...input, signals: input.signals.filter((signal) => !closed.has(signal.key)) });
  const groups = groupsOf(world, input.alerts, input.corrections);
  const identities = identify(groups, input.alerts);
  const opened = groups.map((group, index) => {
    const identity = identities[index] ?? { absorbed: [] };
    return { group, identity, model: openedBy(group, input.settings) ?? (isSplitOut(group.keys, input.corrections) ? 'analyst' : identity.id === undefined ? undefined : 'chain') };
  });
  const heads = new Map(opened.filter(({ model }) => model !== undefined).flatMap(({ group }) => group.keys.map((key) => [key, group] as const)));
  const unalerted: { key: string; reason: string; group?: string }[] = input.signals.filter((signal) => closed.has(signal.key)).map((signal) => ({ key: signal.key, reason: 'unalerted_closed' }));
  const found: { group: Group; alert: CorrelatedAlert; head?: Group }[] = [];
  for (const { group, identity, model } of opened) {
    const head = group.continues === undefined ? undefined : heads.get(group.continues);
    if (model === undefined && head === undefined) {
      const [first] = group.keys;
      if (group.keys.length === 1 || first === undefined) unalerted.push(...group.keys.map((key) => ({ key, reason: 'unalerted_alone' })));
      else unalerted.push(...group.keys.map((key) => ({ key, reason: 'unalerted_weak', group: first })));
    } else found.push({ group, alert: { ...identity, content: withHistory({ ...group.content(), model: model ?? 'continuation' }, input.alerts) }, ...(head === undefined ? {} : { head }) });
  }
  unalerted.sort((a, b) => compareText(a.key, b.key));
  // A continuation comes after what it continues, so that the store knows the id to name.
  const inOrder = [...found.filter(({ head }) => head === undefined), ...found.filter(({ head }) => head !== undefined)];
  return { alerts: inOrder.map(({ alert, head }) => (head === undefined ? alert : { ...alert, parent: inOrder.findIndex(({ group }) => group === head) })), unalerted };
}

/** With the closed alert that its detections were in before, as a link and, if the finding says something, as a term. */
function withHistory(content: AlertContent, alerts: readonly AlertState[]): AlertContent {
  const recurrence = recurrenceOf(content.signalKeys, alerts.filter((alert) => !alert.open));
  if (recurrence === undefined) return content;
  const terms = recurrence.term === undefined ? content.terms : [...content.terms, recurrence.term];
  const score = Math.max(0, Math.min(99, content.score + (recurrence.term?.points ?? 0)));
  return { ...content, terms, score, severity: severityOf(score), links: [recurrence.link] };
}

interface Group {
  keys: readonly string[];
  edges: readonly Edge[];
  items: readonly Item[];
  signals: readonly Signal[];
  firstSeen: number;
  lastSeen: number;
  continues?: string;
  /** Computed once, on the first call: most groups never become an alert. */
  content: () => AlertContent;
}

/** Signals by what ties them together; then serious groups by who came back. */
function groupsOf(world: World, alerts: readonly AlertState[], corrections: Corrections | undefined): Group[] {
  const keys = world.items.map((item) => item.signal.key);
  const edges = correctedEdges(EDGE_SOURCES.flatMap((source) => source(world)), world, corrections);
  const traitsOf = traitsOfSignals(world, alerts, sidesOf(corrections));
  const first = componentsOf(keys, edges, traitsOf).map((component) => groupOf(world, component));
  const serious = first.filter((group) => openedBy(group, world.settings) !== undefined);
  const reunions = serious.length < 2 ? [] : reunionEdges(world, serious.map((group) => group.items)).filter(({ entity }) => corrections?.neverJoin.includes(entity) !== true);
  const groups = reunions.length === 0 ? first : regroup(world, first, reunions, traitsOf);
  return groups.sort((a, b) => a.firstSeen - b.firstSeen || compareText(a.keys[0] ?? '', b.keys[0] ?? ''));
}

/** What the guards look at: whose alert a signal is in, what was found of it, and whom it names. */
function traitsOfSignals(world: World, alerts: readonly AlertState[], sides: ReadonlyMap<string, readonly string[]>): (key: string) => Traits {
  const decided = new Map(alerts.filter((alert) => alert.open).flatMap((alert) => alert.signalKeys.map((key) => [key, alert] as const)));
  return (key) => {
    const item = world.itemOf.get(key), alert = decided.get(key);
    const entities = [item?.endpointKey, item?.accountKey === undefined ? undefined : `account|${item.accountKey}`].filter((entity) => entity !== undefined);
    return { signals: 1, entities, owners: alert?.ownerId === undefined || alert.ownerId === null ? [] : [alert.ownerId], findings: alert?.finding === undefined || alert.finding === null ? [] : [alert.finding], sides: sides.get(key) ?? [] };
  };
}

function traitsOfGroup(group: Group, traitsOf: (key: string) => Traits): Traits {
  const all = group.keys.map(traitsOf);
  const every = <T>(of: (traits: Traits) => readonly T[]): T[] => [...new Set(all.flatMap(of))];
  return { signals: group.keys.length, entities: every((t) => t.entities), owners: every((t) => t.owners), findings: every((t) => t.findings), sides: every((t) => t.sides ?? []) };
}

/** Joins whole groups; those that nothing joins stay as they are, with what was computed of them. */
function regroup(world: World, groups: readonly Group[], reunions: readonly Edge[], traitsOf: (key: string) => Traits): Group[] {
  const nameOf = new Map(groups.flatMap((group) => group.keys.map((key) => [key, group.keys[0] ?? ''] as const)));
  const byName = new Map(groups.map((group) => [group.keys[0] ?? '', group]));
  const between = new Map(reunions.map((edge) => [{ ...edge, from: nameOf.get(edge.from) ?? '', to: nameOf.get(edge.to) ?? '' }, edge]));
  const traitsByName = new Map(groups.map((group) => [group.keys[0] ?? '', traitsOfGroup(group, traitsOf)]));
  const none: Traits = { signals: 0, entities: [], owners: [], findings: [] };
  return componentsOf([...byName.keys()], [...between.keys()], (name) => traitsByName.get(name) ?? none).flatMap(({ keys, edges }) => {
    const parts = keys.flatMap((key) => byName.get(key) ?? []);
    if (parts.length <= 1) return parts;
    const joins = edges.flatMap((edge) => between.get(edge) ?? []);
    const continues = parts.map((part) => part.continues).find((key) => key !== undefined);
    return [groupOf(world, { keys: parts.flatMap((part) => part.keys).sort(compareText), edges: [...parts.flatMap((part) => part.edges), ...joins], ...(continues === undefined ? {} : { continues }) })];
  });
}

function groupOf(world: World, component: Component): Group {
  const items = component.keys.map((key) => world.itemOf.get(key)).filter((item): item is Item => item !== undefined)
    .sort((a, b) => a.at - b.at || compareText(a.signal.key, b.signal.key));
  const signals = items.map((item) => item.signal);
  const lastSeen = signals.reduce((last, signal) => Math.max(last, signal.lastSeen), 0);
  let made: AlertContent | undefined;
  const group: Group = {
    keys: component.keys, edges: component.edges, items, signals, firstSeen: items[0]?.at ?? 0, lastSeen, ...(component.continues === undefined ? {} : { continues: component.continues }),
    content: () => {
      made ??= contentOf(world, group);
      return made;
    },
  };
  return group;
}

/** What opens an alert: one critical detection, a serious Sigma correlation, or a chain of at least two rules over the threshold. */
function openedBy(group: Group, settings: CorrelateSettings): string | undefined {
  if (group.signals.some((signal) => signal.level === 'critical' && signal.model === undefined)) return 'critical_detection';
  if (group.signals.some((signal) => signal.model === 'sigma_correlation' && atLeast(signal, 'high'))) return 'sigma_correlation';
  const rules = new Set(group.signals.map((signal) => signal.ruleId));
  if (rules.size < 2 || !group.items.some((item) => atLeast(item, 'medium'))) return undefined;
  return group.content().score >= settings.openScore ? 'chain' : undefined;
}

function contentOf(world: World, group: Group): AlertContent {
  const impact = impactOf(world, group.items);
  const { score, severity, terms } = scoreAlert(group.items, impact, world.settings);
  const { graph, steps } = graphOf(world, group.items, storyOf(world, group.items, group.edges), group.edges);
  return {
    signalKeys: group.keys,
    title: titleOf(world, group.items, group.edges, impact),
    score, severity, terms,
    edges: [...group.edges].sort((a, b) => a.firstAt - b.firstAt || a.lastAt - b.lastAt || compareText(a.from, b.from) || compareText(a.to, b.to)),
    steps,
    graph,
    impact,
    indicators: indicatorsOf(group.items),
    techniques: sortedSet(group.signals.flatMap((signal) => signal.techniques)),
    tactics: sortedSet(group.signals.flatMap((signal) => signal.tactics)),
    firstSeen: group.firstSeen,
    lastSeen: group.lastSeen,
    model: 'chain',
  };
}

function sortedSet(values: readonly string[]): string[] {
  return [...new Set(values)].sort(compareText);
}
