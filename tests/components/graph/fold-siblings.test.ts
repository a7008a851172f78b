import { describe, expect, it } from 'vitest';
import { FOLD_ABOVE, foldSiblings } from '@/components/graph/fold-siblings';
import { pictureOf } from '@/components/graph/graph-model';
import type { AlertGraph, GraphNode } from '@/lib/engine/correlate/types';

const process = (id: string, label = `${id}.exe`, level?: GraphNode['level']): GraphNode => ({ id, kind: 'process', label, properties: {}, signalKeys: [`signal ${id}`], ...(level === undefined ? {} : { level }) });
const link = (from: string, to: string) => ({ id: `${from}>${to}`, from, to, relation: 'started', steps: [1] });

/** A host, a chain that goes on, and one shell with many children, two of them grave. */
function wide(children: number): AlertGraph {
  const kids = Array.from({ length: children }, (_, index) => process(`kid${index}`, `kid${index}.exe`, index < 2 ? 'critical' : 'low'));
  const grandchild = process('grandchild');
  return {
    nodes: [{ ...process('host', 'PC'), kind: 'endpoint' }, process('shell'), ...kids, grandchild], leftOut: 0,
    edges: [link('host', 'shell'), ...kids.map((kid) => link('shell', kid.id)), link('kid5', 'grandchild')],
  };
}

describe('folding siblings', () => {
  it('leaves a small graph as it is', () => {
    const graph = wide(FOLD_ABOVE - 3);
    expect(foldSiblings(graph, new Set()).nodes).toEqual(graph.nodes);
  });

  it('makes one node of what ends beside its like, with a count, and keeps what is grave apart', () => {
    const { nodes, edges, members } = foldSiblings(wide(30), new Set());
    expect(nodes.filter((node) => node.folded !== undefined).map((node) => node.folded)).toEqual([28]);
    expect(nodes.map((node) => node.id)).toEqual(expect.arrayContaining(['host', 'shell', 'kid0', 'kid1']));
    expect([...members.values()][0]).toContain('grandchild');
    expect(edges.every((edge) => nodes.some((node) => node.id === edge.from) && nodes.some((node) => node.id === edge.to))).toBe(true);
  });

  it('loses no detection', () => {
    const graph = wide(40);
    const kept = new Set(foldSiblings(graph, new Set()).nodes.flatMap((node) => node.signalKeys));
    expect(graph.nodes.flatMap((node) => node.signalKeys).filter((key) => !kept.has(key))).toEqual([]);
  });

  it('takes them apart again where asked', () => {
    const graph = wide(30);
    const [stand] = [...foldSiblings(graph, new Set()).members.keys()];
    expect(foldSiblings(graph, new Set([stand!])).nodes).toHaveLength(graph.nodes.length);
    expect(pictureOf(graph, { width: 600, height: 480 }, new Set([stand!])).nodes).toHaveLength(graph.nodes.length);
    expect(pictureOf(graph, { width: 600, height: 480 }).nodes).toHaveLength(5);
  });
});
