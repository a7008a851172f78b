import type { AlertGraph, GraphNode } from '@/lib/engine/correlate/types';
import { circledNumbers } from '../alert/circled-number';
import { bestLayout, type Box, type Direction } from './layered-layout';

export interface PlacedNode { node: GraphNode; x: number; y: number; width: number; height: number }
export interface DrawnEdge { id: string; from: string; to: string; relations: readonly string[]; steps: readonly number[]; label: string; explains: boolean }
export interface Picture { direction: Direction; nodes: readonly PlacedNode[]; edges: readonly DrawnEdge[]; width: number; height: number }

export const NODE_HEIGHT = 40;
const WIDTH_MIN = 112, WIDTH_MAX = 208, CHARACTER_WIDTH = 7, PADDING = 52;

/** Room for icon, severity and label; long labels are cut in their middle. */
export function nodeWidth(node: Pick<GraphNode, 'label' | 'folded'>): number {
  const characters = node.label.length + (node.folded === undefined ? 0 : 4);
  return Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, Math.round(characters * CHARACTER_WIDTH) + PADDING));
}

/** Edges between the same two nodes are one line with all their steps; what a step goes through and what ties the story together stands out. */
export function drawnEdges(graph: Pick<AlertGraph, 'edges'>): DrawnEdge[] {
  const lines = new Map<string, { from: string; to: string; relations: string[]; steps: Set<number>; explains: boolean }>();
  for (const edge of graph.edges) {
    const id = `${edge.from}>${edge.to}`;
    const line = lines.get(id) ?? { from: edge.from, to: edge.to, relations: [], steps: new Set<number>(), explains: false };
    if (!line.relations.includes(edge.relation)) line.relations.push(edge.relation);
    for (const step of edge.steps) line.steps.add(step);
    line.explains ||= edge.explains === true;
    lines.set(id, line);
  }
  return [...lines].map(([id, line]) => {
    const steps = [...line.steps].sort((a, b) => a - b);
    return { id, from: line.from, to: line.to, relations: line.relations, steps, label: circledNumbers(steps), explains: line.explains };
  });
}

/** The alert's graph as a picture for a frame of this size. */
export function pictureOf(graph: AlertGraph, frame: { width: number; height: number }): Picture {
  const edges = drawnEdges(graph);
  const boxes: Box[] = graph.nodes.map((node) => ({ id: node.id, width: nodeWidth(node), height: NODE_HEIGHT }));
  const layout = bestLayout(boxes, edges, frame);
  const nodes = graph.nodes.flatMap((node): PlacedNode[] => {
    const place = layout.places.get(node.id);
    return place === undefined ? [] : [{ node, ...place, width: nodeWidth(node), height: NODE_HEIGHT }];
  });
  return { direction: layout.direction, nodes, edges, width: layout.width, height: layout.height };
}
