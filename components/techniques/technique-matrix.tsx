'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useFormatter, useTranslations } from 'use-intl';
import type { MatrixCell } from '@/lib/detections/model';
import { detectionKeys } from '@/lib/detections/queries';
import { excludeKey, readFacets, toggleFacet, type FacetChoice } from '../filter/facet-params';
import { useUrlPatch } from '../filter/use-url-state';
import { TACTICS } from '../record/tactics';
import { cx } from '../ui/cx';
import { EmptyState } from '../ui/empty-state';
import { Skeleton } from '../ui/skeleton';
import { matrixColumns, shade } from './matrix-columns';
import { fetchMatrix, layerHref } from './techniques-api';

const FILTERS = ['tactic', 'technique'] as const;

/** Tactics as columns, techniques below them by count; pressing one filters the screen by it. */
export function TechniqueMatrix({ search }: { search: string }) {
  const t = useTranslations('techniques.matrix');
  const { data, isError } = useQuery({ queryKey: detectionKeys.matrix(search), queryFn: ({ signal }) => fetchMatrix(search, signal), staleTime: Infinity, refetchOnWindowFocus: false, placeholderData: keepPreviousData });
  const chosen = readFacets(useSearchParams(), FILTERS);
  const patch = useUrlPatch();
  const toggle = (facet: (typeof FILTERS)[number], value: string): void => {
    const next = toggleFacet(chosen[facet], 'include', value);
    patch({ [facet]: next.include, [excludeKey(facet)]: next.exclude });
  };
  if (isError) return <EmptyState kind="failed" />;
  if (data === undefined) return <div className="flex gap-3 p-5">{[0, 1, 2, 3, 4, 5].map((column) => <Skeleton key={column} width={150} height={220} />)}</div>;
  if (data.cells.length === 0) return <EmptyState kind="no-match" />;
  const max = Math.max(...data.cells.map(({ count }) => count));
  return (
    <section aria-label={t('label')} className="flex min-h-0 flex-1 flex-col">
      <div className="gutter flex h-bar shrink-0 items-center gap-3 text-sm text-content-tertiary">
        <span className="min-w-0 flex-1 truncate">{t('note', { techniques: new Set(data.cells.map(({ technique }) => technique)).size })}</span>
        <a href={layerHref(search)} download className="inline-flex items-center gap-1.5 text-content-accent underline-offset-2 hover:underline"><Download aria-hidden size={12} />{t('export')}</a>
      </div>
      <div className="min-h-0 flex-1 overflow-auto">
        <div className="gutter flex min-w-max items-start gap-2 pb-6">
          {matrixColumns(data.cells).map((column) => <TacticColumn key={column.tactic} {...column} max={max} chosen={chosen} onToggle={toggle} />)}
        </div>
      </div>
    </section>
  );
}

interface ColumnProps { tactic: string; cells: readonly MatrixCell[]; max: number; chosen: Record<(typeof FILTERS)[number], FacetChoice>; onToggle: (facet: (typeof FILTERS)[number], value: string) => void }

function TacticColumn({ tactic, cells, max, chosen, onToggle }: ColumnProps) {
  const t = useTranslations('techniques.matrix');
  const tacticName = useTranslations('tactic');
  const format = useFormatter();
  const key = TACTICS.find(([id]) => id === tactic)?.[1];
  const name = key === undefined ? tactic : tacticName(key);
  return (
    <section aria-label={name} className="w-44 shrink-0">
      <button type="button" aria-pressed={chosen.tactic.include.includes(tactic)} onClick={() => onToggle('tactic', tactic)}
        className={cx('mb-1 block w-full rounded-sm border-b border-stroke px-2 py-1.5 text-left hover:bg-surface-hover', chosen.tactic.include.includes(tactic) && 'bg-surface-selected')}>
        <span className="block truncate font-medium text-content">{name}</span>
        <span className="block text-sm text-content-tertiary">{t('techniqueCount', { count: cells.length })}</span>
      </button>
      <ul className="flex flex-col gap-1">
        {cells.map((cell) => {
          const on = chosen.technique.include.includes(cell.technique);
          return (
            <li key={cell.technique}>
              <button type="button" aria-pressed={on} title={`${cell.technique} ${cell.name}`} onClick={() => onToggle('technique', cell.technique)} style={{ backgroundColor: shade(cell.count, max) }}
                className={cx('block w-full rounded-sm border px-2 py-1 text-left hover:border-stroke-strong', on ? 'border-stroke-accent outline-1 outline-stroke-accent' : 'border-stroke-subtle')}>
                <span className="flex items-baseline gap-2 font-mono text-xs text-content-secondary"><span className="flex-1">{cell.technique}</span><span className="text-sm text-content tabular-nums">{format.number(cell.count)}</span></span>
                <span className="line-clamp-2 text-sm leading-4 text-content">{cell.name}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
