'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { Column } from '../table/column';
import { DataTable } from '../table/data-table';
import { StatusBar } from '../table/status-bar';
import { useOpenRow } from '../table/use-open-row';
import { Time } from '../time/time';
import { Badge } from '../ui/badge';
import { EmptyState } from '../ui/empty-state';
import { PageHeader } from '../ui/page-header';
import { RejectPanel } from './reject-panel';
import { fetchRejects, rejectId, rejectsKey, type Reject, type RejectPage } from './rejects-api';
import { ReplayButton } from './replay-button';

interface Props { sourceId: number; name: string; initial: RejectPage; canWrite: boolean }

/** What a source sent that could not be read: reason, place, original; and the way to read it again. */
export function RejectsScreen({ sourceId, name, initial, canWrite }: Props) {
  const t = useTranslations('rejects'), readOnly = useTranslations('sources')('readOnly');
  const { openId, open, close } = useOpenRow();
  const { data, isFetching, isError, hasNextPage, fetchNextPage, dataUpdatedAt, refetch } = useInfiniteQuery({
    queryKey: rejectsKey(sourceId), queryFn: ({ pageParam, signal }) => fetchRejects(sourceId, pageParam, signal), initialPageParam: null as string | null,
    getNextPageParam: (page: RejectPage) => page.next, initialData: { pages: [initial], pageParams: [null] },
  });
  const rows = useMemo(() => data.pages.flatMap(({ items }) => items), [data]);
  const openCount = data.pages[0]?.open ?? 0;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader
        title={t('title', { name })} meta={<>{t('openCount', { count: openCount })} · {t('meta')} <Link className="underline" href={`/settings/sources/${sourceId}`}>{t('back')}</Link></>}
        actions={<ReplayButton sourceId={sourceId} open={openCount} {...(canWrite ? {} : { disabledReason: readOnly })} />}
      />
      <div className="flex min-h-0 flex-1">
        <DataTable
          columns={useRejectColumns()} rows={rows} rowId={rejectId} label={t('title', { name })} openId={openId} onOpen={open} fetching={isFetching} failed={isError}
          {...(hasNextPage ? { onEndReached: () => void fetchNextPage() } : {})} empty={<EmptyState kind="none-yet" title={t('empty')} body={t('emptyBody')} />}
          footer={<StatusBar shown={rows.length} fetching={isFetching} updatedAt={dataUpdatedAt} onRefresh={() => void refetch()} />}
        />
        <RejectPanel sourceId={sourceId} openId={openId} onClose={close} />
      </div>
    </div>
  );
}

function useRejectColumns(): Column<Reject>[] {
  const t = useTranslations('rejects');
  return useMemo<Column<Reject>[]>(() => [
    { id: 'reason', header: t('reason'), width: 320, cell: (row) => <span className="text-content">{row.reason}</span> },
    { id: 'state', header: t('state'), width: 120, cell: (row) => (row.replayedAt === null ? <Badge intent="notice">{t('open')}</Badge> : <Badge intent="positive">{t('replayed')}</Badge>) },
    { id: 'received', header: t('received'), width: 190, cell: (row) => <Time at={row.receivedAt} mode="absolute" /> },
    { id: 'position', header: t('position'), width: 150, align: 'end', cell: (row) => row.index + 1 },
    { id: 'original', header: t('original'), width: 360, grow: true, mono: true, cell: (row) => <span title={row.excerpt}>{row.excerpt}</span> },
  ], [t]);
}
