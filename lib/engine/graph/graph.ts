import type { AlertGraph, Edge, GraphEdge, Step } from '../correlate/types';
import type { Item, World } from '../correlate/world';
import { GraphBuilder, type DraftEdge } from './graph-builder';
import { foldGraph } from './graph-fold';
import { drawItem } from './graph-items';
import { movementsOf } from './naming';

/** Signals drawn at most; beyond, their nodes would be folded away anyway. The weakest are left to the steps and the list of records. */
const ITEMS_DRAWN_MAX = 2_000;

/** Hosts, accounts, processes, files and addresses of an alert, and its steps with the nodes that they go through. */
export function graphOf(world: World, items: readonly Item[], steps: readonly Step[], edges: readonly Edge[]): { graph: AlertGraph; steps: Step[] } {
  const builder = new GraphBuilder();
  const movements = movementsOf(world, edges);
  for (const item of items.slice(0, ITEMS_DRAWN_MAX)) drawItem(builder, world, item, movements.get(item.signal.key));
  const folded = foldGraph(builder);
  const stepsOf = new Map<string, number[]>();
  for (const step of steps) for (const key of step.signalKeys) stepsOf.set(key, [...(stepsOf.get(key) ?? []), step.number]);
  const withSignals = new Set(folded.nodes.filter((node) => node.signalKeys.length > 0).map((node) => node.id));
  const graph: AlertGraph = {
    nodes: folded.nodes,
    edges: folded.edges.map((edge) => finished(edge, stepsOf, withSignals)),
    leftOut: folded.leftOut + Math.max(0, items.length - ITEMS_DRAWN_MAX),
  };
  const placed = steps.map((step) => ({ ...step, nodeIds: placesOf(step, builder, folded.placeOf) }));
  return { graph, steps: placed };
}

function finished(edge: DraftEdge, stepsOf: ReadonlyMap<string, readonly number[]>, withSignals: ReadonlySet<string>): GraphEdge {
  const numbers = [...new Set([...edge.signalKeys].flatMap((key) => stepsOf.get(key) ?? []))].sort((a, b) => a - b);
  const joins = edge.relation === 'moved' || edge.relation === 'injected' || edge.relation === 'ran_from' || (withSignals.has(edge.from) && withSignals.has(edge.to));
  return { id: `${edge.from}>${edge.relation}>${edge.to}`, from: edge.from, to: edge.to, relation: edge.relation, steps: numbers, observedAt: edge.observedAt, ...(joins ? { explains: true } : {}) };
}

function placesOf(step: Step, builder: GraphBuilder, placeOf: ReadonlyMap<string, string>): string[] {
  const ids = step.signalKeys.flatMap((key) => [...(builder.nodesOfSignal.get(key) ?? [])]);
  return [...new Set(ids.flatMap((id) => placeOf.get(id) ?? []))].sort();
}
