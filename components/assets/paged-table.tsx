'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Column } from '../table/column';
import { DataTable } from '../table/data-table';
import { StatusBar } from '../table/status-bar';
import { ApiError } from '../shell/api';
import { PartFailed } from './section';

interface Page<Row> { items: Row[]; cursor?: string; partial: boolean }

interface Props<Row extends { uuid: string }> {
  queryKey: readonly unknown[]; load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Row>>; columns: readonly Column<Row>[]; label: string; empty: ReactNode; openId: string | null; onOpen: (uuid: string | null) => void;
}

const rowId = ({ uuid }: { uuid: string }): string => uuid;

/** Records of an asset, page after page as the reader comes to the end. */
export function PagedTable<Row extends { uuid: string }>({ queryKey, load, columns, label, empty, openId, onOpen }: Props<Row>) {
  const t = useTranslations('assets');
  const pages = useInfiniteQuery({
    queryKey, queryFn: ({ pageParam, signal }) => load(pageParam, signal), initialPageParam: undefined as string | undefined, getNextPageParam: (page: Page<Row>) => page.cursor,
    refetchOnWindowFocus: false, staleTime: 60_000,
  });
  const { data, error, hasNextPage, isFetching, fetchNextPage, refetch } = pages;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const more = useCallback(() => { if (hasNextPage && !isFetching) void fetchNextPage(); }, [hasNextPage, isFetching, fetchNextPage]);
  if (error instanceof ApiError && error.status === 403) return <PartFailed error={error} />;
  return (
    <>
      {data?.pages.at(-1)?.partial === true && <p role="status" className="gutter py-2 text-sm text-content-notice">{t('partial')}</p>}
      <DataTable columns={columns} rows={rows} rowId={rowId} label={label} loading={pages.isPending} fetching={isFetching} failed={pages.isError} empty={empty} openId={openId} onOpen={onOpen} onEndReached={more}
        footer={<StatusBar shown={rows.length} fetching={isFetching} updatedAt={pages.dataUpdatedAt} onRefresh={() => void refetch()} />} />
    </>
  );
}
