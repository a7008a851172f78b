'use client';
import dynamic from 'next/dynamic';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { AlertGraph } from '@/lib/engine/correlate/types';
import { useUrlPatch, useUrlState } from '../filter/use-url-state';
import { useCommands } from '../shell/commands';
import { cx } from '../ui/cx';
import { Skeleton } from '../ui/skeleton';
import { Tabs, TabPanel } from '../ui/tabs';
import { GraphLegend } from './graph-legend';
import { GraphList } from './graph-list';
import { GraphStill } from './graph-still';

const GraphCanvas = dynamic(() => import('./graph-canvas').then((module) => module.GraphCanvas), { ssr: false, loading: () => <div className="p-5"><Skeleton width="60%" height={40} /></div> });

const VIEWS = ['graph', 'list'] as const;

/** The attack graph and its list view; `g l` changes between them. Can take the whole window. */
export function GraphPanel({ graph, className }: { graph: AlertGraph; className?: string }) {
  const t = useTranslations('graph');
  const patch = useUrlPatch();
  const [text] = useUrlState('view', 'graph');
  const view = VIEWS.find((name) => name === text) ?? 'graph';
  const [expanded, setExpanded] = useState(false);
  const show = (next: (typeof VIEWS)[number]): void => patch({ view: next === 'graph' ? null : next }, { shallow: true });
  useCommands(() => [{ id: 'graph.list', label: t('toggleList'), keys: 'g l', run: () => patch({ view: view === 'graph' ? 'list' : null }, { shallow: true }) }], [t, patch, view]);
  useEscape(expanded, () => setExpanded(false));
  return (
    <section aria-label={t('title')} className={cx(expanded ? 'fixed inset-0 z-30 bg-surface' : className, 'flex min-h-0 min-w-0 flex-col')}>
      <div className="hidden p-2 print:block"><GraphStill graph={graph} label={t('title')} className="max-h-90" /></div>
      <Tabs value={view} onValueChange={show} label={t('title')} className="flex min-h-0 flex-1 flex-col print:hidden [&>[role=tablist]]:h-9 [&>[role=tablist]]:shrink-0"
        items={[{ value: 'graph', label: t('title'), count: graph.nodes.length }, { value: 'list', label: t('list'), count: graph.edges.length }]}>
        <TabPanel value="graph" className="min-h-0 flex-1"><Framed graph={graph} expanded={expanded} onExpand={() => setExpanded(!expanded)} /></TabPanel>
        <TabPanel value="list" className="min-h-0 flex-1 overflow-auto"><GraphList graph={graph} /></TabPanel>
      </Tabs>
      <GraphLegend graph={graph} />
    </section>
  );
}

/** Measures the room first: the layout turns to suit it. */
function Framed({ graph, expanded, onExpand }: { graph: AlertGraph; expanded: boolean; onExpand: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  const [frame, setFrame] = useState<{ width: number; height: number; expanded: boolean } | null>(null);
  useEffect(() => {
    if (box.current !== null) setFrame({ width: box.current.clientWidth, height: box.current.clientHeight, expanded });
  }, [expanded]);
  return <div ref={box} className="h-full min-h-80 w-full">{frame !== null && <GraphCanvas key={String(frame.expanded)} graph={graph} frame={frame} expanded={expanded} onExpand={onExpand} />}</div>;
}

function useEscape(active: boolean, close: () => void): void {
  const latest = useRef(close);
  useEffect(() => { latest.current = close; });
  useEffect(() => {
    if (!active) return;
    const onKeyDown = (event: KeyboardEvent): void => { if (event.key === 'Escape' && !event.defaultPrevented) latest.current(); };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [active]);
}
