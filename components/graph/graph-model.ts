import type { AlertGraph, GraphNode } from '@/lib/engine/correlate/types';
import { circledNumbers } from '../alert/circled-number';
import { foldSiblings } from './fold-siblings';
import { nodeDetail, nodeLabel } from './node-label';
import { bestLayout, type Box, type Direction } from './layered-layout';

export interface PlacedNode { node: GraphNode; detail: string; /** Nodes behind this one, when it stands for several of this picture's graph. */ members: readonly string[]; x: number; y: number; width: number; height: number }
export interface DrawnEdge { id: string; from: string; to: string; relations: readonly string[]; steps: readonly number[]; label: string; explains: boolean; /** Only says where something ran or as whom. */ place: boolean }
export interface Picture { direction: Direction; nodes: readonly PlacedNode[]; edges: readonly DrawnEdge[]; width: number; height: number }

export const NODE_HEIGHT = 40;
const WIDTH_MIN = 108, WIDTH_MAX = 220, PADDING = 72;
const CHARACTER_WIDTH = { wide: 13, capital: 10, other: 7.2 } as const;
/** Of the small second line. */
const DETAIL_SCALE = 0.82;

/** Room for icon, severity, label and what stands below it; what is longer than the widest box is cut. */
export function nodeWidth(node: GraphNode, detail: string): number {
  const name = nodeLabel(node), label = node.folded === undefined ? name : `${node.folded} × ${name}`;
  return Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, Math.round(Math.max(textWidth(label), textWidth(detail) * DETAIL_SCALE)) + PADDING));
}

function textWidth(text: string): number {
  return [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? CHARACTER_WIDTH.wide : /[A-Z_mw]/.test(character) ? CHARACTER_WIDTH.capital : CHARACTER_WIDTH.other), 0);
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
  const told = new Set([...lines.values()].filter((line) => line.steps.size > 0 && !isPlace(line.relations)).map((line) => line.to));
  return [...lines].map(([id, line]) => {
    const steps = [...line.steps].sort((a, b) => a - b);
    // Where something ran and as whom is the same in every step: numbers stand where something was done, here only if nowhere else.
    const numbers = !isPlace(line.relations) ? steps : told.has(line.to) ? [] : steps.slice(0, 1);
    if (isPlace(line.relations)) told.add(line.to);
    return { id, from: line.from, to: line.to, relations: line.relations, steps, label: circledNumbers(numbers), explains: line.explains, place: isPlace(line.relations) };
  });
}

function isPlace(relations: readonly string[]): boolean {
  return relations.every((relation) => relation === 'on' || relation === 'as');
}

/** The second line of each node; endpoints are named only where there are several. */
function detailsOf(graph: AlertGraph): Map<string, string> {
  const hosts = new Map(graph.nodes.filter((node) => node.kind === 'endpoint').map((node) => [node.endpointKey, node.label]));
  return new Map(graph.nodes.map((node) => [node.id, nodeDetail(node, hosts.size > 1 && node.endpointKey !== undefined ? hosts.get(node.endpointKey) : undefined)]));
}

/** The alert's graph as a picture for a frame of this size; `open` names the folded siblings that are to stand apart. */
export function pictureOf(whole: AlertGraph, frame: { width: number; height: number }, open: ReadonlySet<string> = new Set()): Picture {
  const graph = foldSiblings(whole, open);
  const edges = drawnEdges(graph);
  const details = detailsOf(whole);
  const boxes: Box[] = graph.nodes.map((node) => ({ id: node.id, width: nodeWidth(node, details.get(node.id) ?? ''), height: NODE_HEIGHT }));
  const widths = new Map(boxes.map((box) => [box.id, box.width]));
  const layout = bestLayout(boxes, edges, frame);
  const nodes = graph.nodes.flatMap((node): PlacedNode[] => {
    const place = layout.places.get(node.id);
    return place === undefined ? [] : [{ node, detail: details.get(node.id) ?? '', members: graph.members.get(node.id) ?? [], ...place, width: widths.get(node.id) ?? WIDTH_MIN, height: NODE_HEIGHT }];
  });
  return { direction: layout.direction, nodes, edges, width: layout.width, height: layout.height };
}

/**
 * What to look at first: everything while that can be read, else where the story begins.
 * Undefined stands for everything.
 */
export function firstView(picture: Picture, frame: { width: number; height: number }, readableZoom: number): string[] | undefined {
  if (Math.min(frame.width / picture.width, frame.height / picture.height) >= readableZoom) return undefined;
  const first = Math.min(...picture.edges.flatMap((edge) => edge.steps));
  const begin = picture.edges.filter((edge) => !edge.place && edge.steps.includes(first)).flatMap((edge) => [edge.from, edge.to]);
  return begin.length === 0 ? undefined : [...new Set(begin)];
}
