'use client';
import '@xyflow/react/dist/base.css';
import { Panel, ReactFlow, ReactFlowProvider, useReactFlow, useStore, type Edge } from '@xyflow/react';
import { Maximize2, Minimize2, Minus, Plus, Scan } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { AlertGraph } from '@/lib/engine/correlate/types';
import { useMessage } from '../i18n/use-message';
import { useSelection } from '../alert/use-selection';
import { IconButton } from '../ui/icon-button';
import { EntityNode, type EntityNodeType } from './entity-node';
import { edgeLook } from './edge-look';
import { firstView, pictureOf, type Picture } from './graph-model';

export interface GraphCanvasProps { graph: AlertGraph; frame: { width: number; height: number }; expanded: boolean; onExpand: () => void }

const NODE_TYPES = { entity: EntityNode };
const READABLE_ZOOM = 0.7, OVERVIEW_ZOOM_MIN = 0.5;
const FIT = { padding: 0.03, minZoom: 0.3, maxZoom: 1 } as const;

/** The attack graph to look around in. The layout is computed here, at once and always the same for the same graph. */
export function GraphCanvas(props: GraphCanvasProps) {
  return <ReactFlowProvider><Canvas {...props} /></ReactFlowProvider>;
}

function Canvas({ graph, frame, expanded, onExpand }: GraphCanvasProps) {
  const t = useTranslations('graph');
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const picture = useMemo(() => pictureOf(graph, frame, opened), [graph, frame, opened]);
  const nodes = useMemo(() => flowNodes(picture, (id) => setOpened((before) => new Set(before).add(id))), [picture]);
  const edges = useFlowEdges(picture);
  const [fit] = useState(() => { const ids = firstView(picture, frame, OVERVIEW_ZOOM_MIN); return ids === undefined ? FIT : { ...FIT, minZoom: READABLE_ZOOM, maxZoom: READABLE_ZOOM, nodes: ids.map((id) => ({ id })) }; });
  useKeepInSight();
  return (
    <ReactFlow nodes={nodes} edges={edges} nodeTypes={NODE_TYPES} fitView fitViewOptions={fit} minZoom={0.15} maxZoom={2} aria-label={t('title')}
      nodesDraggable={false} nodesConnectable={false} nodesFocusable={false} edgesFocusable={false} elementsSelectable={false} disableKeyboardA11y preventScrolling={expanded} zoomOnScroll={expanded} panOnScroll={false}>
      <Tools expanded={expanded} onExpand={onExpand} />
    </ReactFlow>
  );
}

function flowNodes(picture: Picture, open: (id: string) => void): EntityNodeType[] {
  return picture.nodes.map(({ node, detail, members, x, y, width, height }) => ({
    id: node.id, type: 'entity', position: { x, y }, width, height, draggable: false, data: { node, detail, members, direction: picture.direction, ...(members.length > 0 ? { onUnfold: () => open(node.id) } : {}) },
  }));
}

function useFlowEdges(picture: Picture): Edge[] {
  const message = useMessage();
  const { selection } = useSelection();
  return useMemo(() => picture.edges.map((edge) => ({
    id: edge.id, source: edge.from, target: edge.to, label: edge.label === '' ? undefined : edge.label, focusable: false,
    ariaLabel: edge.relations.map((relation) => message(`story.relation_${relation}`)).join(', '), ...edgeLook(edge, selection),
  })), [picture, selection, message]);
}

/** Brings what was selected into sight, large enough to read; what is so already stays where it is. */
function useKeepInSight(): void {
  const { selection } = useSelection();
  const { fitView, getNode, getNodesBounds, getViewport } = useReactFlow();
  const width = useStore((state) => state.width), height = useStore((state) => state.height);
  const done = useRef(selection);
  useEffect(() => {
    if (done.current === selection || selection.nodes.size === 0 || width === 0) return;
    done.current = selection;
    const ids = [...selection.nodes].filter((id) => getNode(id) !== undefined);
    if (ids.length === 0) return;
    const box = getNodesBounds(ids), { x, y, zoom } = getViewport();
    const inSight = box.x * zoom + x >= 0 && box.y * zoom + y >= 0 && (box.x + box.width) * zoom + x <= width && (box.y + box.height) * zoom + y <= height;
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (!inSight || zoom < READABLE_ZOOM) void fitView({ nodes: ids.map((id) => ({ id })), minZoom: READABLE_ZOOM, maxZoom: Math.max(zoom, READABLE_ZOOM), padding: 0.2, duration: still ? 0 : 200 });
  }, [selection, width, height, fitView, getNode, getNodesBounds, getViewport]);
}

function Tools({ expanded, onExpand }: Pick<GraphCanvasProps, 'expanded' | 'onExpand'>) {
  const t = useTranslations('graph');
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  return (
    <Panel position="top-right" className="m-2! flex rounded-md border border-stroke bg-surface-raised print:hidden">
      <IconButton size="sm" label={t('zoomIn')} icon={<Plus aria-hidden size={14} />} onClick={() => void zoomIn()} />
      <IconButton size="sm" label={t('zoomOut')} icon={<Minus aria-hidden size={14} />} onClick={() => void zoomOut()} />
      <IconButton size="sm" label={t('fit')} icon={<Scan aria-hidden size={14} />} onClick={() => void fitView({ padding: FIT.padding, maxZoom: 1 })} />
      <IconButton size="sm" label={expanded ? t('shrink') : t('expand')} icon={expanded ? <Minimize2 aria-hidden size={14} /> : <Maximize2 aria-hidden size={14} />} onClick={onExpand} />
    </Panel>
  );
}
