'use client';
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import type { DetectionLine, DetectionLinePage, DetectionSummary } from '@/lib/detections/model';
import { detectionKeys, detectionSearch } from '@/lib/detections/queries';
import { fetchLines, fetchNews, fetchSummary } from './techniques-api';

const NEWS_EVERY_MS = 15_000;
/** Rows stay where they are until the reader asks: nothing is fetched again by itself. */
const CALM = { staleTime: Infinity, refetchOnWindowFocus: false, placeholderData: keepPreviousData } as const;

function nextCursor(page: DetectionLinePage): string | undefined {
  return page.cursor;
}

export interface Detections {
  search: string;
  rows: readonly DetectionLine[];
  summary: DetectionSummary | undefined;
  fetching: boolean;
  failed: boolean;
  updatedAt: number;
  /** Detections that came in since the list was read. */
  news: number;
  loadMore: () => void;
  refresh: () => void;
}

/** The list, its summary and the count of what is new, for what the URL asks. */
export function useDetections(): Detections {
  const params = useSearchParams();
  const search = useMemo(() => detectionSearch(new URLSearchParams(params)), [params]);
  const client = useQueryClient();
  const list = useInfiniteQuery({
    queryKey: detectionKeys.list(search), queryFn: ({ pageParam, signal }) => fetchLines(search, pageParam, signal), initialPageParam: undefined as string | undefined, getNextPageParam: nextCursor, ...CALM,
  });
  const summary = useQuery({ queryKey: detectionKeys.summary(search), queryFn: ({ signal }) => fetchSummary(search, signal), ...CALM });
  const since = list.data?.pages[0]?.sequence;
  const news = useQuery({
    queryKey: detectionKeys.news(search, since ?? ''), queryFn: ({ signal }) => fetchNews(search, since ?? '', signal), enabled: since !== undefined && !list.isPlaceholderData,
    refetchInterval: NEWS_EVERY_MS, placeholderData: undefined,
  });
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const { hasNextPage, isFetchingNextPage, isFetching, fetchNextPage } = list;
  const loadMore = useCallback(() => { if (hasNextPage && !isFetching) void fetchNextPage(); }, [hasNextPage, isFetching, fetchNextPage]);
  const refresh = useCallback(() => {
    // Back to the first page: pages below it would only be fetched again one after another.
    client.setQueryData<typeof list.data>(detectionKeys.list(search), (old) => (old === undefined ? undefined : { pages: old.pages.slice(0, 1), pageParams: old.pageParams.slice(0, 1) }));
    void client.invalidateQueries({ queryKey: detectionKeys.list(search) });
    void client.invalidateQueries({ queryKey: detectionKeys.summary(search) });
  }, [client, search]);
  return {
    search, rows, summary: summary.data, news: news.data?.count ?? 0, failed: list.isError || summary.isError, updatedAt: list.dataUpdatedAt, loadMore, refresh,
    fetching: (isFetching && !isFetchingNextPage) || summary.isFetching,
  };
}
