import type { AlertGraph, GraphEdge, GraphNode } from '@/lib/engine/correlate/types';
import { uiLevel } from '../record/ui-level';

/** A graph of this size and less is drawn as it is. */
export const FOLD_ABOVE = 24;
const TWIG_NODES_MAX = 3, SIBLINGS_MIN = 3;
const GRAVE: ReadonlySet<string> = new Set(['high', 'critical']);
const RANKS = { info: 0, low: 1, medium: 2, high: 3, critical: 4 } as const;

/** `members` holds, for each node that stands for several, all the nodes behind it; opening one takes them apart again. */
export interface FoldedGraph { nodes: readonly GraphNode[]; edges: readonly GraphEdge[]; members: ReadonlyMap<string, readonly string[]> }

/**
 * Siblings that end where they are (a file, a program with what it started) and hang on one neighbour become one node with a count, so that the
 * story's line can be seen. Nodes in `open` stay apart.
 */
export function foldSiblings(graph: Pick<AlertGraph, 'nodes' | 'edges'>, open: ReadonlySet<string>): FoldedGraph {
  if (graph.nodes.length <= FOLD_ABOVE) return { nodes: graph.nodes, edges: graph.edges, members: new Map() };
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const families = new Map<string, { root: string; twig: string[] }[]>();
  const taken = new Set<string>();
  for (const { root, parent, twig } of twigsOf(graph)) {
    const node = byId.get(root);
    if (node === undefined || twig.some((id) => taken.has(id))) continue;
    for (const id of twig) taken.add(id);
    // What is grave is told by itself: it folds only with its like.
    const grave = twig.some((id) => GRAVE.has(byId.get(id)?.level ?? 'low'));
    const key = `${parent}|${node.kind}|${grave ? node.label.toLowerCase() : ''}`;
    families.set(key, [...(families.get(key) ?? []), { root, twig }]);
  }
  const members = new Map<string, string[]>(), placeOf = new Map<string, string>();
  const standIns = new Map<string, GraphNode>();
  for (const family of families.values()) {
    const [first] = family;
    if (first === undefined || family.length < SIBLINGS_MIN || open.has(first.root)) continue;
    const all = family.flatMap(({ twig }) => twig);
    members.set(first.root, all);
    for (const id of all) placeOf.set(id, first.root);
    const alike = new Set(family.map(({ root }) => byId.get(root)?.label.toLowerCase())).size === 1;
    standIns.set(first.root, standIn(first.root, family.length, alike, all.flatMap((id) => byId.get(id) ?? [])));
  }
  const nodes = graph.nodes.flatMap((node) => (placeOf.get(node.id) ?? node.id) === node.id ? [standIns.get(node.id) ?? node] : []);
  const edges = graph.edges.flatMap((edge) => {
    const from = placeOf.get(edge.from) ?? edge.from, to = placeOf.get(edge.to) ?? edge.to;
    return from === to ? [] : [{ ...edge, from, to }];
  });
  return { nodes, edges, members };
}

function standIn(id: string, count: number, alike: boolean, nodes: readonly GraphNode[]): GraphNode {
  const first = nodes.find((node) => node.id === id);
  if (first === undefined) throw new Error(`${id} stands for nodes that it is not among`);
  const levels = nodes.flatMap((node) => node.level ?? []).sort((a, b) => RANKS[uiLevel(b)] - RANKS[uiLevel(a)]);
  return { ...first, label: alike ? first.label : `${first.label} …`, folded: count, signalKeys: [...new Set(nodes.flatMap((node) => node.signalKeys))], ...(levels[0] === undefined ? {} : { level: levels[0] }) };
}

/** Parts that hang on the rest by one node only, the largest first. Endpoints and accounts are never part of one. */
function twigsOf(graph: Pick<AlertGraph, 'nodes' | 'edges'>): { root: string; parent: string; twig: string[] }[] {
  const near = new Map<string, Set<string>>(graph.nodes.map((node) => [node.id, new Set()]));
  for (const { from, to } of graph.edges) {
    near.get(from)?.add(to);
    near.get(to)?.add(from);
  }
  const fixed = new Set(graph.nodes.filter((node) => node.kind === 'endpoint' || node.kind === 'account').map((node) => node.id));
  const twigs = graph.nodes.flatMap((node) => [...(near.get(node.id) ?? [])].flatMap((parent) => {
    const twig = beyond(node.id, parent, near, fixed);
    return twig === undefined ? [] : [{ root: node.id, parent, twig }];
  }));
  return twigs.sort((a, b) => b.twig.length - a.twig.length);
}

function beyond(root: string, parent: string, near: ReadonlyMap<string, ReadonlySet<string>>, fixed: ReadonlySet<string>): string[] | undefined {
  const twig = [root];
  for (const at of twig) {
    if (fixed.has(at)) return undefined;
    for (const next of near.get(at) ?? []) {
      if (twig.includes(next)) continue;
      if (next === parent) {
        if (at !== root) return undefined;
        continue;
      }
      twig.push(next);
      if (twig.length > TWIG_NODES_MAX) return undefined;
    }
  }
  return twig;
}
