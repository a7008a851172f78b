'use client';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Person } from '../alert/use-change-alert';
import { LoadDemoButton } from '../sources/load-demo-button';
import { DataTable } from '../table/data-table';
import { StatusBar } from '../table/status-bar';
import { useSort } from '../table/use-sort';
import { ButtonLink } from '../ui/button-link';
import { EmptyState } from '../ui/empty-state';
import { PageHeader } from '../ui/page-header';
import { Pill } from '../ui/pill';
import { BulkBar } from './bulk-bar';
import { mergeLive } from './live-rows';
import { WorkbenchBar } from './workbench-bar';
import { useWorkbenchColumns } from './workbench-columns';
import { workbenchHead, workbenchPages, type WorkbenchRow } from './workbench-data';
import { isNarrowed, workbenchFilter } from './workbench-params';

const rowId = (row: WorkbenchRow): string => row.id;
const USUAL_SORT = { id: 'score', desc: true };

/** Alerts by priority. What is shown never moves by itself: news waits behind a pill. */
export function WorkbenchScreen({ me, canWrite }: { me: Person; canWrite: boolean }) {
  const t = useTranslations('workbench');
  const router = useRouter();
  const { sort, setSort } = useSort(USUAL_SORT);
  const columns = useWorkbenchColumns();
  const list = useWorkbenchList();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const selection = canWrite ? { selected, onSelectedChange: setSelected } : {};
  const open = useCallback((id: string | null) => { if (id !== null) router.push(`/workbench/${id}`); }, [router]);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader title={t('title')} meta={t('subtitle')} actions={list.waiting > 0 && <Pill onClick={list.refresh}>{t('newAlerts', { count: list.waiting })}</Pill>} />
      <WorkbenchBar filter={list.filter} />
      {selected.size > 0 && <BulkBar selected={selected} onSelectedChange={setSelected} filter={list.filter} total={list.total} me={me} />}
      <DataTable
        columns={columns} rows={list.rows} rowId={rowId} label={t('title')} loading={list.loading} fetching={list.fetching} failed={list.failed} {...selection}
        onOpen={open} sort={sort} onSortChange={(next) => setSort({ id: next.id, desc: true })} onEndReached={list.more}
        empty={isNarrowed(list.filter) ? <EmptyState kind="no-match" /> : <NoneYet />}
        footer={<StatusBar shown={list.rows.length} total={list.total} fetching={list.fetching} updatedAt={list.updatedAt} onRefresh={list.refresh} />}
      />
    </div>
  );
}

function useWorkbenchList() {
  const url = useSearchParams();
  const queries = useQueryClient();
  const filter = useMemo(() => workbenchFilter(new URLSearchParams(url)), [url]);
  const pages = useInfiniteQuery(workbenchPages(filter));
  const head = useQuery(workbenchHead(filter));
  const shown = useMemo(() => ({ items: pages.data?.pages.flatMap((page) => page.items) ?? [], total: pages.data?.pages[0]?.total ?? 0 }), [pages.data]);
  const { rows, waiting } = useMemo(() => mergeLive(shown, pages.isPlaceholderData ? undefined : head.data), [shown, head.data, pages.isPlaceholderData]);
  const { queryKey } = workbenchPages(filter);
  const refresh = (): void => void queries.invalidateQueries({ queryKey });
  const nothingShown = shown.items.length === 0 && pages.isSuccess && waiting > 0;
  useEffect(() => {
    // An empty list has nothing that could jump.
    if (nothingShown) void queries.invalidateQueries({ queryKey, exact: true });
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- the key follows from the filter
  }, [nothingShown, queries, filter]);
  const { hasNextPage, isFetching, fetchNextPage } = pages;
  const more = useCallback(() => { if (hasNextPage && !isFetching) void fetchNextPage(); }, [hasNextPage, isFetching, fetchNextPage]);
  return {
    filter, rows, waiting, refresh, more, total: Math.max(shown.total, rows.length), loading: pages.isPending, failed: pages.isError,
    fetching: pages.isFetching, updatedAt: Math.max(pages.dataUpdatedAt, head.dataUpdatedAt),
  };
}

function NoneYet() {
  const t = useTranslations('workbench');
  return <EmptyState kind="none-yet" title={t('empty')} body={t('emptyBody')} action={<><ButtonLink href="/settings/sources?add" intent="primary">{t('connectSource')}</ButtonLink><LoadDemoButton /></>} />;
}
