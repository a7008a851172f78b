import { graphOf } from '../graph/graph';
import { impactOf } from '../graph/impact';
import { indicatorsOf } from '../graph/indicators';
import { storyOf } from '../graph/story';
import { titleOf } from '../graph/title';
import { componentsOf, type Component } from './components';
import { entityEdges, sameActivityEdges } from './edges-entity';
import { movementEdges } from './edges-movement';
import { networkEdges } from './edges-network';
import { processEdges, targetEdges } from './edges-process';
import { serviceEdges, wroteThenRanEdges } from './edges-provenance';
import { accountOnHostEdges, hostMinutesEdges, sessionEdges } from './edges-session';
import { identify } from './identity';
import { atLeast } from './phases';
import { reunionEdges } from './reunion';
import { scoreAlert } from './score';
import { compareText } from './text';
import type { AlertContent, CorrelateInput, CorrelateResult, CorrelateSettings, Edge, Signal } from './types';
import { buildWorld, type Item, type World } from './world';

/** Each way of belonging together, cause first, coincidence last. */
const EDGE_SOURCES: readonly ((world: World) => Edge[])[] = [
  sameActivityEdges, processEdges, targetEdges, wroteThenRanEdges, serviceEdges, movementEdges, networkEdges, entityEdges, sessionEdges, accountOnHostEdges, hostMinutesEdges,
];

/**
 * Signals and facts in, alerts out. A pure function of its input as a set: neither the order of signals and facts nor how they were batched changes
 * the partition or the content. Signals of closed alerts are left alone; what recurs makes a new alert.
 */
export function correlate(input: CorrelateInput): CorrelateResult {
  const closed = new Set(input.alerts.filter((alert) => !alert.open).flatMap((alert) => alert.signalKeys));
  for (const alert of input.alerts) if (alert.open) for (const key of alert.signalKeys) closed.delete(key);
  const world = buildWorld({ ...input, signals: input.signals.filter((signal) => !closed.has(signal.key)) });
  const groups = groupsOf(world);
  const identities = identify(groups, input.alerts);

  const alerts: { id?: string; absorbed: readonly string[]; content: AlertContent }[] = [];
  const unalerted = input.signals.filter((signal) => closed.has(signal.key)).map((signal) => ({ key: signal.key, reason: 'unalerted_closed' }));
  groups.forEach((group, index) => {
    const identity = identities[index] ?? { absorbed: [] };
    const model = openedBy(group, input.settings);
    if (model === undefined && identity.id === undefined) {
      const reason = group.items.length === 1 ? 'unalerted_alone' : 'unalerted_weak';
      unalerted.push(...group.keys.map((key) => ({ key, reason })));
    } else alerts.push({ ...identity, content: { ...group.content(), model: model ?? 'chain' } });
  });
  unalerted.sort((a, b) => compareText(a.key, b.key));
  return { alerts, unalerted };
}

interface Group {
  keys: readonly string[];
  edges: readonly Edge[];
  items: readonly Item[];
  signals: readonly Signal[];
  firstSeen: number;
  lastSeen: number;
  /** Computed once, on the first call: most groups never become an alert. */
  content: () => AlertContent;
}

/** Signals by what ties them together; then serious groups by who came back. */
function groupsOf(world: World): Group[] {
  const keys = world.items.map((item) => item.signal.key);
  const edges = EDGE_SOURCES.flatMap((source) => source(world));
  const first = componentsOf(keys, edges).map((component) => groupOf(world, component));
  const serious = first.filter((group) => openedBy(group, world.settings) !== undefined);
  const reunions = serious.length < 2 ? [] : reunionEdges(world, serious.map((group) => group.items));
  const groups = reunions.length === 0 ? first : regroup(world, first, reunions);
  return groups.sort((a, b) => a.firstSeen - b.firstSeen || compareText(a.keys[0] ?? '', b.keys[0] ?? ''));
}

/** Joins whole groups; those that nothing joins stay as they are, with what was computed of them. */
function regroup(world: World, groups: readonly Group[], reunions: readonly Edge[]): Group[] {
  const nameOf = new Map(groups.flatMap((group) => group.keys.map((key) => [key, group.keys[0] ?? ''] as const)));
  const byName = new Map(groups.map((group) => [group.keys[0] ?? '', group]));
  const between = new Map(reunions.map((edge) => [{ ...edge, from: nameOf.get(edge.from) ?? '', to: nameOf.get(edge.to) ?? '' }, edge]));
  return componentsOf([...byName.keys()], [...between.keys()]).flatMap(({ keys, edges }) => {
    const parts = keys.flatMap((key) => byName.get(key) ?? []);
    if (parts.length <= 1) return parts;
    const joins = edges.flatMap((edge) => between.get(edge) ?? []);
    return [groupOf(world, { keys: parts.flatMap((part) => part.keys).sort(compareText), edges: [...parts.flatMap((part) => part.edges), ...joins] })];
  });
}

function groupOf(world: World, component: Component): Group {
  const items = component.keys.map((key) => world.itemOf.get(key)).filter((item): item is Item => item !== undefined)
    .sort((a, b) => a.at - b.at || compareText(a.signal.key, b.signal.key));
  const signals = items.map((item) => item.signal);
  const lastSeen = signals.reduce((last, signal) => Math.max(last, signal.lastSeen), 0);
  let made: AlertContent | undefined;
  const group: Group = {
    keys: component.keys, edges: component.edges, items, signals, firstSeen: items[0]?.at ?? 0, lastSeen,
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
  if (rules.size < 2 || !group.signals.some((signal) => atLeast(signal, 'medium'))) return undefined;
  return group.content().score >= settings.openScore ? 'chain' : undefined;
}

function contentOf(world: World, group: Group): AlertContent {
  const impact = impactOf(world, group.items);
  const { score, severity, terms } = scoreAlert(group.signals, impact, world.settings);
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
