import { levelRank } from '../correlate/phases';
import { compareText } from '../correlate/text';
import type { GraphNode } from '../correlate/types';
import type { DraftEdge, GraphBuilder } from './graph-builder';

export const GRAPH_NODES_MAX = 120;
const SIBLINGS_MIN = 3;

export interface Folded { nodes: GraphNode[]; edges: DraftEdge[]; leftOut: number; /** Where each collected node went; absent: left out. */ placeOf: ReadonlyMap<string, string> }

/**
 * A graph that still reads: below the limit as it is; above, leaves of one kind and name under the same neighbour become one node with a count; what
 * is still too much is left out, weakest leaves first, and counted.
 */
export function foldGraph(builder: GraphBuilder): Folded {
  const edges = [...builder.edges.values()].sort((a, b) => a.observedAt - b.observedAt || compareText(a.from, b.from) || compareText(a.to, b.to) || compareText(a.relation, b.relation));
  const nodes = [...builder.nodes.values()].sort((a, b) => compareText(a.id, b.id));
  const placeOf = new Map(nodes.map((node) => [node.id, node.id]));
  if (nodes.length <= GRAPH_NODES_MAX) return { nodes, edges, leftOut: 0, placeOf };
  const siblings = foldSiblings(nodes, edges, placeOf);
  const keep = siblings.length <= GRAPH_NODES_MAX ? siblings : strongest(siblings);
  const kept = new Set(keep.map((node) => node.id));
  for (const [id, place] of placeOf) if (!kept.has(place)) placeOf.delete(id);
  return { nodes: keep, edges: reconnect(edges, placeOf), leftOut: siblings.length - keep.length, placeOf };
}

function foldSiblings(nodes: readonly GraphNode[], edges: readonly DraftEdge[], placeOf: Map<string, string>): GraphNode[] {
  const neighbours = new Map<string, Set<string>>();
  for (const { from, to } of edges) {
    for (const [a, b] of [[from, to], [to, from]] as const) neighbours.set(a, (neighbours.get(a) ?? new Set<string>()).add(b));
  }
  const families = new Map<string, GraphNode[]>();
  for (const node of nodes) {
    const near = neighbours.get(node.id);
    if (near === undefined || near.size > 1 || node.kind === 'endpoint' || node.kind === 'account') continue;
    // Files and registry values of one process fold whatever their names; processes only with their like.
    const name = node.kind === 'process' ? node.label.toLowerCase() : '';
    const key = `${[...near][0]}|${node.kind}|${name}`;
    families.set(key, [...(families.get(key) ?? []), node]);
  }
  const folded = new Map<string, GraphNode>();
  for (const family of families.values()) {
    const [first] = family;
    if (first === undefined || family.length < SIBLINGS_MIN) continue;
    folded.set(first.id, mergeFamily(first, family));
    for (const node of family) placeOf.set(node.id, first.id);
  }
  return nodes.flatMap((node) => (placeOf.get(node.id) === node.id ? [folded.get(node.id) ?? node] : []));
}

function mergeFamily(first: GraphNode, family: readonly GraphNode[]): GraphNode {
  const levels = family.flatMap((node) => (node.level === undefined ? [] : [node.level])).sort((a, b) => levelRank(b) - levelRank(a));
  const times = family.flatMap((node) => (node.observedAt === undefined ? [] : [node.observedAt]));
  return {
    ...first,
    signalKeys: [...new Set(family.flatMap((node) => node.signalKeys))],
    folded: family.length,
    ...(levels[0] === undefined ? {} : { level: levels[0] }),
    ...(times.length === 0 ? {} : { observedAt: Math.min(...times) }),
  };
}

/** Endpoints and accounts first, then by level, number of signals and time. */
function strongest(nodes: readonly GraphNode[]): GraphNode[] {
  const weight = (node: GraphNode): number => (node.kind === 'endpoint' || node.kind === 'account' ? 10 : 0) + (node.level === undefined ? 0 : 1 + levelRank(node.level));
  return [...nodes]
    .sort((a, b) => weight(b) - weight(a) || b.signalKeys.length - a.signalKeys.length || (a.observedAt ?? 0) - (b.observedAt ?? 0) || compareText(a.id, b.id))
    .slice(0, GRAPH_NODES_MAX)
    .sort((a, b) => compareText(a.id, b.id));
}

function reconnect(edges: readonly DraftEdge[], placeOf: ReadonlyMap<string, string>): DraftEdge[] {
  const joined = new Map<string, DraftEdge>();
  for (const edge of edges) {
    const from = placeOf.get(edge.from), to = placeOf.get(edge.to);
    if (from === undefined || to === undefined || from === to) continue;
    const id = `${from}>${edge.relation}>${to}`;
    const known = joined.get(id);
    if (known === undefined) joined.set(id, { ...edge, from, to, signalKeys: new Set(edge.signalKeys) });
    else for (const key of edge.signalKeys) known.signalKeys.add(key);
  }
  return [...joined.values()];
}
