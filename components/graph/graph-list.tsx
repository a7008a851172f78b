'use client';
import { useTranslations } from 'use-intl';
import type { AlertGraph, GraphNode } from '@/lib/engine/correlate/types';
import { circledNumbers } from '../alert/circled-number';
import { useSelection } from '../alert/use-selection';
import { useMessage } from '../i18n/use-message';
import { Time } from '../time/time';
import { cx } from '../ui/cx';
import { nodeLabel } from './node-label';
import { NODE_ICONS } from './node-look';

/** The same graph as a table: who did what to what, in which step, when. */
export function GraphList({ graph }: { graph: AlertGraph }) {
  const t = useTranslations('graph');
  const common = useTranslations('common');
  const message = useMessage();
  const { selection } = useSelection();
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const edges = [...graph.edges].sort((a, b) => (a.observedAt ?? 0) - (b.observedAt ?? 0));
  return (
    <table className="w-full text-left">
      <caption className="sr-only">{t('title')}</caption>
      <thead className="sticky top-0 z-10 bg-surface">
        <tr className="border-b border-stroke text-sm text-content-tertiary [&>th]:h-8 [&>th]:px-3 [&>th]:font-normal"><th className="w-16 pl-5!">{t('step')}</th><th>{t('from')}</th><th>{t('relation')}</th><th>{t('to')}</th><th className="w-24">{common('time')}</th></tr>
      </thead>
      <tbody>
        {edges.map((edge) => {
          const from = nodes.get(edge.from), to = nodes.get(edge.to);
          if (from === undefined || to === undefined) return null;
          const selected = edge.steps.some((step) => selection.steps.has(step)) && selection.nodes.has(from.id) && selection.nodes.has(to.id);
          return (
            <tr key={edge.id} className={cx('border-b border-stroke-subtle [&>td]:h-row [&>td]:px-3', selected && 'bg-surface-selected')}>
              <td className="pl-5! whitespace-nowrap text-content-secondary">{circledNumbers(edge.steps)}</td>
              <td><NodeButton node={from} /></td>
              <td className="text-content-secondary">{message(`story.relation_${edge.relation}`)}</td>
              <td><NodeButton node={to} /></td>
              <td>{edge.observedAt !== undefined && <Time at={edge.observedAt} mode="time" className="text-content-secondary" />}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function NodeButton({ node }: { node: GraphNode }) {
  const { selection, select } = useSelection();
  const Icon = NODE_ICONS[node.kind];
  return (
    <button type="button" aria-pressed={selection.nodes.has(node.id)} title={node.label} onClick={() => select({ kind: 'node', id: node.id })} className="flex max-w-56 items-center gap-1.5 text-left hover:text-content-accent">
      <Icon aria-hidden size={14} className="shrink-0 text-content-tertiary" />
      <span className="truncate">{node.folded === undefined ? nodeLabel(node) : `${node.folded} × ${nodeLabel(node)}`}</span>
    </button>
  );
}
