'use client';
import { useCallback, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { DetectionLine, DetectionSummary } from '@/lib/detections/model';
import { HistogramBrush } from '../charts/histogram-brush';
import { FacetRail } from '../filter/facet-rail';
import { FilterChips } from '../filter/filter-chips';
import { TimeRange } from '../filter/time-range';
import { useUrlPatch, useUrlState } from '../filter/use-url-state';
import { RecordPanel } from '../record/record-panel';
import { useCommands } from '../shell/commands';
import { DataTable } from '../table/data-table';
import { StatusBar } from '../table/status-bar';
import { useOpenRow } from '../table/use-open-row';
import { PageHeader } from '../ui/page-header';
import { Pill } from '../ui/pill';
import { Tabs, TabPanel } from '../ui/tabs';
import { useDetectionColumns } from './detection-columns';
import { histogramBuckets } from './histogram-buckets';
import { TechniqueMatrix } from './technique-matrix';
import { TechniquesEmpty } from './techniques-empty';
import { useDetections } from './use-detections';
import { useFacets } from './use-facets';

const rowId = (row: DetectionLine): string => row.uuid;
const VIEWS = ['list', 'matrix'] as const;

/** Observed Attack Techniques: what rules found, by time and facet, as a list or as the ATT&CK matrix. */
export function TechniquesScreen() {
  const t = useTranslations('techniques');
  const { search, rows, summary, fetching, failed, updatedAt, news, loadMore, refresh } = useDetections();
  const { facets, chips } = useFacets(summary);
  const { openId, open, close } = useOpenRow();
  const columns = useDetectionColumns();
  const [view, setView] = useView();
  useCommands(() => [
    { id: 'techniques.list', label: t('views.list'), keys: 'v l', run: () => setView('list') }, { id: 'techniques.matrix', label: t('views.matrix'), keys: 'v m', run: () => setView('matrix') },
    { id: 'techniques.refresh', label: t('refresh'), keys: 'r', run: refresh },
  ], [t, setView, refresh]);
  const loading = summary === undefined && !failed;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader title={t('title')} meta={summary === undefined ? undefined : t('detections', { count: summary.total })}
        actions={<>{news > 0 && <Pill onClick={refresh}>{t('news', { count: news })}</Pill>}<TimeRange /></>} />
      <div className="flex min-h-0 flex-1 border-t border-stroke">
        <FacetRail facets={facets} loading={loading} />
        <div className="flex min-w-0 flex-1 flex-col">
          <div className="gutter pt-3"><Overview summary={summary} /></div>
          <Tabs value={view} onValueChange={setView} label={t('title')} items={VIEWS.map((value) => ({ value, label: t(`views.${value}`) }))} className="flex min-h-0 flex-1 flex-col">
            <div className="gutter not-empty:py-2"><FilterChips keys={chips} /></div>
            <TabPanel value="list" className="flex min-h-0 flex-1 flex-col data-[state=inactive]:hidden">
              <DataTable columns={columns} rows={rows} rowId={rowId} label={t('title')} loading={loading} fetching={fetching} failed={failed} openId={openId} onOpen={open} onEndReached={loadMore} empty={<TechniquesEmpty summary={summary} />}
                footer={<StatusBar shown={rows.length} fetching={fetching} updatedAt={updatedAt} onRefresh={refresh} {...(summary === undefined ? {} : { total: Math.max(summary.total, rows.length) })} />} />
            </TabPanel>
            <TabPanel value="matrix" className="flex min-h-0 flex-1 flex-col data-[state=inactive]:hidden"><TechniqueMatrix search={search} /></TabPanel>
          </Tabs>
        </div>
      </div>
      <RecordPanel uuid={openId} onClose={close} filterable />
    </div>
  );
}

function useView(): [(typeof VIEWS)[number], (view: (typeof VIEWS)[number]) => void] {
  const [value] = useUrlState('view', 'list');
  const patch = useUrlPatch();
  const set = useCallback((view: (typeof VIEWS)[number]) => patch({ view: view === 'list' ? null : view }, { push: true, shallow: true }), [patch]);
  return [VIEWS.find((view) => view === value) ?? 'list', set];
}

function Overview({ summary }: { summary: DetectionSummary | undefined }) {
  const t = useTranslations('techniques');
  const buckets = useMemo(() => (summary === undefined ? [] : histogramBuckets(summary)), [summary]);
  if (summary === undefined) return <div style={{ height: 72 }} />;
  return <HistogramBrush label={t('histogram')} buckets={buckets} bucketMs={summary.bucketMs} />;
}
