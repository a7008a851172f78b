'use client';
import { useTranslations } from 'use-intl';
import { NODE_KINDS, type AlertGraph } from '@/lib/engine/correlate/types';
import { NODE_ICONS } from './node-look';

/** What the signs mean, for the kinds that are there, and what is not drawn. */
export function GraphLegend({ graph }: { graph: AlertGraph }) {
  const t = useTranslations('graph');
  const kinds = new Set(graph.nodes.map((node) => node.kind));
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-stroke-subtle px-5 py-1.5 text-sm text-content-tertiary">
      {NODE_KINDS.filter((kind) => kinds.has(kind)).map((kind) => {
        const Icon = NODE_ICONS[kind];
        return <span key={kind} className="inline-flex items-center gap-1"><Icon aria-hidden size={12} />{t(`kinds.${kind}`)}</span>;
      })}
      <span className="inline-flex items-center gap-1"><svg aria-hidden width="20" height="6"><line x1="0" y1="3" x2="20" y2="3" stroke="var(--color-content-secondary)" strokeWidth="1.5" /></svg>{t('lineStep')}</span>
      <span className="inline-flex items-center gap-1"><svg aria-hidden width="20" height="6"><line x1="0" y1="3" x2="20" y2="3" stroke="var(--color-stroke-strong)" strokeDasharray="3 3" /></svg>{t('lineContext')}</span>
      {graph.leftOut > 0 && <span className="text-content-notice">{t('leftOut', { count: graph.leftOut })}</span>}
    </div>
  );
}
