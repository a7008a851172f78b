import { say } from '../graph/sentences';
import { chain, edgeBetween } from './edge';
import { isStarter, type ProcessNode } from './processes';
import { baseName, lowerBase } from './text';
import type { Edge } from './types';
import { groupBy, type Item, type World } from './world';

const nameOf = (node: ProcessNode | undefined): string => (node?.image === undefined ? '?' : baseName(node.image));

/** A signal about a process being put into another one, for as long as the other lives: what the other does from then on is the first one's doing. */
interface Injection { item: Item; source: ProcessNode; target: ProcessNode }

/**
 * Lineage: signals of one process, of ancestor and descendant, and of processes with a common origin below the programs that start everything.
 * A process that another one injected into counts as its child from that moment on.
 */
export function processEdges(world: World): Edge[] {
  const injections = groupBy(injectionsOf(world), (i) => i.target.id);
  const byProcess = groupBy(world.items, (item) => item.process?.id);
  const edges: Edge[] = [];
  const byOrigin = new Map<string, Item[]>();
  for (const item of world.items) {
    if (item.process === undefined) continue;
    const path = pathOf(world, item, injections);
    if (path.injection !== undefined && path.injection.item !== item) edges.push(injectionEdge(world, path.injection, item));
    for (const node of path.nodes.slice(0, 1)) edges.push(...sameProcess(world, item, byProcess.get(node.id) ?? []));
    const relative = path.nodes.slice(1).find((node) => (byProcess.get(node.id)?.length ?? 0) > 0);
    const elder = relative === undefined ? undefined : latestBefore(byProcess.get(relative.id) ?? [], item.at);
    if (relative !== undefined && elder !== undefined && elder.at <= item.at + world.settings.windowMs && item.at - elder.at <= world.settings.windowMs) {
      edges.push(edgeBetween(elder, item, 'lineage', relative.id, 0.9, say('edge_lineage', { parent: nameOf(relative), image: nameOf(item.process), host: world.nameOf(relative.endpointKey) })));
    }
    const origin = path.nodes.at(-1);
    if (origin !== undefined) (byOrigin.get(origin.id) ?? put(byOrigin, origin.id)).push(item);
  }
  for (const [id, group] of byOrigin) {
    const node = world.processes.get(id);
    edges.push(...chain(group, world.settings.windowMs, (a, b) => edgeBetween(a, b, 'lineage', id, 0.8,
      say('edge_common_origin', { image: nameOf(node), host: world.nameOf(node?.endpointKey ?? '') }))));
  }
  return edges;
}

/** The processes that answer for `item`, from its own to its root of execution. Empty when it is a starter that nobody injected into. */
function pathOf(world: World, item: Item, injections: ReadonlyMap<string, readonly Injection[]>): { nodes: ProcessNode[]; injection?: Injection } {
  const nodes: ProcessNode[] = [];
  let injection: Injection | undefined;
  let at: ProcessNode | undefined = item.process;
  while (at !== undefined && nodes.length < 24 && !nodes.includes(at)) {
    const into = injectionInto(injections.get(at.id), item.at);
    if (into === undefined && isStarter(at.image)) break;
    nodes.push(at);
    injection ??= into;
    at = into?.source ?? (isStarter(at.image) ? undefined : world.processes.parentOf(at));
  }
  return injection === undefined ? { nodes } : { nodes, injection };
}

function injectionsOf(world: World): Injection[] {
  return world.items.flatMap((item) => {
    const { process, target, signal } = item;
    const kind = signal.activity.kind;
    if ((kind !== 'remote_thread' && kind !== 'process_tamper') || process === undefined || target === undefined || process.id === target.id) return [];
    return [{ item, source: process, target }];
  });
}

function injectionInto(list: readonly Injection[] | undefined, at: number): Injection | undefined {
  return list?.findLast((i) => i.item.at <= at);
}

function injectionEdge(world: World, injection: Injection, item: Item): Edge {
  const { source, target } = injection;
  return edgeBetween(injection.item, item, 'injected', target.id, 0.9,
    say('edge_injected', { image: nameOf(source), target: nameOf(target), host: world.nameOf(target.endpointKey) }));
}

function sameProcess(world: World, item: Item, group: readonly Item[]): Edge[] {
  const before = group[group.indexOf(item) - 1];
  if (before === undefined || item.process === undefined || item.at - before.at > world.settings.windowMs) return [];
  const process = item.process.processId ?? item.process.id.split('|')[1] ?? '';
  return [edgeBetween(before, item, 'same_process', item.process.id, 0.95, say('edge_same_process', { image: nameOf(item.process), host: world.nameOf(item.process.endpointKey), process }))];
}

function latestBefore(group: readonly Item[], at: number): Item | undefined {
  return group.findLast((item) => item.at <= at) ?? group[0];
}

function put(map: Map<string, Item[]>, key: string): Item[] {
  const made: Item[] = [];
  map.set(key, made);
  return made;
}

/** Signals about one target that only an attack touches: the dump of one process seen by several sensors. */
export function targetEdges(world: World): Edge[] {
  const touched = world.items.filter((item) => item.target !== undefined && !isStarter(item.target.image) && lowerBase(item.target.image) !== '');
  const byProcess = groupBy(world.items, (item) => item.process?.id);
  return touched.flatMap((item) => {
    const after = (byProcess.get(item.target?.id ?? '') ?? []).find((other) => other !== item && other.at >= item.at);
    const kind = item.signal.activity.kind;
    if (after === undefined || (kind !== 'remote_thread' && kind !== 'process_tamper' && kind !== 'process_access')) return [];
    const confidence = kind === 'process_access' ? 0.5 : 0.85;
    return [edgeBetween(item, after, 'injected', item.target?.id ?? '', confidence,
      say('edge_injected', { image: nameOf(item.process), target: nameOf(item.target), host: world.nameOf(item.endpointKey ?? '') }))];
  });
}
