import { MarkerType, type Edge } from '@xyflow/react';
import type { Selection } from '../alert/selection';
import type { DrawnEdge } from './graph-model';

const COLOUR = { selected: 'var(--color-stroke-accent)', step: 'var(--color-content-secondary)', plain: 'var(--color-stroke-strong)' } as const;

/** Whether an edge belongs to what is selected: its step, or one of its ends where a node was picked. */
export function isOnPath(edge: Pick<DrawnEdge, 'from' | 'to' | 'steps'>, selection: Selection): boolean {
  const { pick } = selection;
  if (pick === null) return false;
  if (pick.kind === 'node') return edge.from === pick.id || edge.to === pick.id;
  return edge.steps.some((step) => selection.steps.has(step)) && selection.nodes.has(edge.from) && selection.nodes.has(edge.to);
}

/** Lines of steps are strong, context is thin; what is selected is in the accent colour and the rest steps back. */
export function edgeLook(edge: DrawnEdge, selection: Selection): Pick<Edge, 'style' | 'markerEnd' | 'labelStyle' | 'labelBgStyle' | 'labelBgPadding'> {
  const selected = isOnPath(edge, selection), isStep = edge.steps.length > 0 && !edge.place;
  const colour = selected ? COLOUR.selected : isStep ? COLOUR.step : COLOUR.plain;
  const dimmed = selection.pick !== null && !selected;
  return {
    style: { stroke: colour, strokeWidth: selected ? 2 : isStep && edge.explains ? 1.5 : 1, opacity: dimmed ? 0.3 : isStep ? 1 : 0.7, ...(isStep ? {} : { strokeDasharray: '3 3' }) },
    markerEnd: { type: MarkerType.ArrowClosed, color: colour, width: 14, height: 14 },
    labelStyle: { fill: selected ? 'var(--color-content-accent)' : 'var(--color-content)', fontSize: 14, opacity: dimmed ? 0.4 : 1 },
    labelBgStyle: { fill: 'var(--color-surface)', fillOpacity: 0.85 },
    labelBgPadding: [2, 0],
  };
}
