'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { ActivityHit } from '@/lib/activities/model';
import { FACET_NAMES, RANGE_FALLBACK } from '@/lib/searches/queries';
import { FacetRail } from '../filter/facet-rail';
import { FilterChips } from '../filter/filter-chips';
import { TimeRange } from '../filter/time-range';
import { readTimeRange } from '../filter/time-range-params';
import type { UrlPatch } from '../filter/url-params';
import { useUrlPatch } from '../filter/use-url-state';
import { RecordPanel } from '../record/record-panel';
import { useCommands } from '../shell/commands';
import { DataTable } from '../table/data-table';
import { StatusBar } from '../table/status-bar';
import { useOpenRow } from '../table/use-open-row';
import { useNow } from '../time/use-time-zone';
import { Button } from '../ui/button';
import { PageHeader } from '../ui/page-header';
import { useActivityColumns } from './activity-columns';
import { ColumnChooser } from './column-chooser';
import { ExportMenu } from './export-menu';
import { QueryBar } from './query-bar';
import { RuleButton } from './rule-button';
import { SavedMenu } from './saved-menu';
import { SearchEmpty } from './search-empty';
import { SearchOverview } from './search-overview';
import { SearchProgress } from './search-progress';
import { useSearch } from './use-search';
import { useSearchFacets } from './use-search-facets';
import { ValueMenu, type PressedValue } from './value-menu';

const rowId = (hit: ActivityHit): string => hit.uuid;

/** Search over every activity: the question in the URL, its count over time, its values, its records. */
export function SearchScreen() {
  const t = useTranslations('search');
  const params = useSearchParams(), patch = useUrlPatch(), query = params.get('q') ?? '', range = readTimeRange(params, useNow(), RANGE_FALLBACK);
  const [moreFacets, setMoreFacets] = useState(false), [pressed, setPressed] = useState<PressedValue | null>(null);
  const result = useSearch(moreFacets), { rows, count, fetching, loading, error, refresh } = result;
  const chosen = useMemo(() => new Set(FACET_NAMES.filter((name) => params.has(name) || params.has(`not.${name}`))), [params]);
  const { facets, chips } = useSearchFacets(result.facets, chosen);
  const { openId, open, close } = useOpenRow();
  const columns = useActivityColumns(result.columns, setPressed);
  const pivot = useCallback((change: UrlPatch) => patch({ open: null, ...change }, { push: true }), [patch]);
  const valueRange = useMemo(() => new URLSearchParams([...params].filter(([name]) => name === 'range' || name === 'from' || name === 'to')).toString(), [params]);
  useCommands(() => [{ id: 'search.refresh', label: t('refresh'), keys: 'r', run: refresh }], [t, refresh]);
  const meta = count === undefined ? undefined : t(count.partial ? 'countAtLeast' : 'count', { count: count.total });
  const hasRows = rows.length > 0;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader title={t('title')} meta={meta ?? '\u00a0'} actions={<><SavedMenu /><ExportMenu result={result} /><RuleButton /></>} />
      <div className="gutter flex items-start gap-2 pb-3">
        <QueryBar value={query} range={valueRange} onRun={(q) => { if (q === query) refresh(); else pivot({ q: q === '' ? null : q }); }} />
        <TimeRange fallback={RANGE_FALLBACK} />
      </div>
      <div className="flex min-h-0 flex-1 border-t border-stroke">
        <div className="grid min-h-0 shrink-0 grid-rows-[minmax(0,1fr)_auto]">
          <FacetRail facets={facets} loading={result.facets[0] === undefined && fetching} />
          {!moreFacets && <div className="border-t border-r border-stroke px-5 py-2"><Button size="sm" intent="ghost" onClick={() => setMoreFacets(true)}>{t('moreFacets')}</Button></div>}
        </div>
        <div className="flex min-w-0 flex-1 flex-col">
          <div className="gutter pt-3"><SearchOverview count={count} /></div>
          <div className="gutter flex items-center gap-3 py-1">
            <div className="min-w-0 flex-1"><FilterChips keys={chips} /><SearchProgress result={result} range={range} /></div>
            <ColumnChooser columns={result.columns} />
          </div>
          <DataTable columns={columns} rows={rows} rowId={rowId} label={t('records')} loading={loading} fetching={fetching && hasRows} openId={openId} onOpen={open} onEndReached={result.loadMore} empty={<SearchEmpty result={result} />}
            footer={<StatusBar shown={rows.length} fetching={fetching} onRefresh={refresh} {...(result.updatedAt === 0 ? {} : { updatedAt: result.updatedAt })} {...(count === undefined ? {} : { total: Math.max(count.total, rows.length), approximate: count.partial })} />} />
          {error !== null && hasRows && <p role="alert" className="gutter border-t border-stroke-negative bg-surface-negative py-2 text-sm text-content-negative">{t('stale')}</p>}
        </div>
      </div>
      <RecordPanel uuid={openId} onClose={close} />
      <ValueMenu pressed={pressed} query={query} onClose={() => setPressed(null)} onPatch={pivot} onOpen={open} />
    </div>
  );
}
