import { say } from '../graph/sentences';
import { chain, edgeBetween, lastBefore, nearest } from './edge';
import { isStarter, type ProcessNode } from './processes';
import { CORRELATE_LIMITS } from './settings';
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
  const paths = new Map(world.items.map((item) => [item, pathOf(world, item, injections)]));
  const own = groupBy(world.items, (item) => paths.get(item)?.nodes[0]?.id);
  const origins = groupBy(world.items, (item) => paths.get(item)?.nodes.at(-1)?.id);
  const { windowMs } = world.settings;
  const edges: Edge[] = [];
  for (const [id, group] of own) edges.push(...chain(group, windowMs, (a, b) => sameProcessEdge(world, id, a, b)));
  for (const [item, path] of paths) {
    if (path.injection !== undefined && path.injection.item !== item) edges.push(injectionEdge(world, path.injection, item));
    const relative = path.nodes.slice(1).find((node) => own.has(node.id));
    const elder = relative === undefined ? undefined : (lastBefore(own.get(relative.id), item.at, item) ?? own.get(relative.id)?.[0]);
    if (relative === undefined || elder === undefined || elder === item || Math.abs(item.at - elder.at) > windowMs) continue;
    edges.push(edgeBetween(elder, item, 'lineage', relative.id, 0.9, say('edge_lineage', { parent: nameOf(relative), image: nameOf(item.process), host: world.labelOf(relative.endpointKey) })));
  }
  for (const [id, group] of origins) {
    const node = world.processes.get(id);
    edges.push(...chain(group, windowMs, (a, b) => edgeBetween(a, b, 'lineage', id, 0.8, say('edge_common_origin', { image: nameOf(node), host: world.labelOf(node?.endpointKey ?? '') }))));
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
  return edgeBetween(injection.item, item, 'injected', target.id, 0.92,
    say('edge_injected', { image: nameOf(source), target: nameOf(target), host: world.labelOf(target.endpointKey) }));
}

function sameProcessEdge(world: World, id: string, a: Item, b: Item): Edge {
  const node = world.processes.get(id);
  const process = node?.processId ?? id.slice(id.indexOf('|') + 1);
  return edgeBetween(a, b, 'same_process', id, 0.95, say('edge_same_process', { image: nameOf(node), host: world.labelOf(node?.endpointKey ?? ''), process }));
}

/** A signal about something done to a process, and what that process did next. */
export function targetEdges(world: World): Edge[] {
  const touched = world.items.filter((item) => item.target !== undefined && !isStarter(item.target.image) && lowerBase(item.target.image) !== '');
  const byProcess = groupBy(world.items, (item) => item.process?.id);
  return touched.flatMap((item) => {
    const after = nearest(byProcess.get(item.target?.id ?? '') ?? [], item.at, CORRELATE_LIMITS.movementGapMs, (other) => other !== item && other.at >= item.at);
    const kind = item.signal.activity.kind;
    if (after === undefined || (kind !== 'remote_thread' && kind !== 'process_tamper' && kind !== 'process_access')) return [];
    const confidence = kind === 'process_access' ? 0.5 : 0.85;
    return [edgeBetween(item, after, 'injected', item.target?.id ?? '', confidence,
      say('edge_injected', { image: nameOf(item.process), target: nameOf(item.target), host: world.labelOf(item.endpointKey ?? '') }))];
  });
}
