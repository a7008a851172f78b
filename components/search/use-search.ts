'use client';
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ActivityHit, ActivityPage, ActivitySummary } from '@/lib/activities/model';
import { columnsOf, searchKeys, searchOf } from '@/lib/searches/queries';
import { fetchCount, fetchFacets, fetchPage } from './search-api';
import { checkSyntax } from './syntax-problem';

/** Nothing is asked again by itself, and old rows stay until new ones are there. */
const CALM = { staleTime: Infinity, refetchOnWindowFocus: false, placeholderData: keepPreviousData } as const;
/** The count comes first; when it takes longer than this, rows are fetched beside it. */
const HEAD_START_MS = 700;

export interface Search {
  search: string;
  columns: readonly string[];
  rows: readonly ActivityHit[];
  count: ActivitySummary | undefined;
  /** The count is this question's, not still the one before's. */
  counted: boolean;
  facets: readonly (ActivitySummary | undefined)[];
  /** The last page, as far as it says how far the search came. */
  last: ActivityPage | undefined;
  /** Nothing of this question has arrived yet. */
  loading: boolean;
  /** The question on show is being answered. */
  fetching: boolean;
  stopped: boolean;
  hasMore: boolean;
  error: Error | null;
  updatedAt: number;
  /** More rows because they come into sight: not when the last page ended early, for that could go on for minutes. */
  loadMore: () => void;
  /** More rows because the reader wants them. */
  goOn: () => void;
  stop: () => void;
  refresh: () => void;
}

function nextCursor(page: ActivityPage): string | undefined {
  return page.cursor;
}

/** True once the count is there or has had its head start. */
function useHeadStart(search: string, counted: boolean): boolean {
  const [late, setLate] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setLate(search), HEAD_START_MS);
    return () => clearTimeout(timer);
  }, [search]);
  return counted || late === search;
}

/** Count and histogram, then rows, then the rail's values, for what the URL asks; all of it can be stopped. */
export function useSearch(moreFacets: boolean): Search {
  const params = useSearchParams(), client = useQueryClient();
  const search = useMemo(() => searchOf(new URLSearchParams(params)), [params]);
  const columnText = columnsOf(new URLSearchParams(params)).join(','), columns = useMemo(() => columnText.split(','), [columnText]);
  const query = (params.get('q') ?? '').trim(), sound = useMemo(() => checkSyntax(query) === null, [query]);
  const [stoppedAt, setStoppedAt] = useState<string | null>(null);
  const stopped = stoppedAt === search, enabled = sound && !stopped;
  const rowsKey = useMemo(() => [...searchKeys.rows(search), columnText], [search, columnText]);

  const count = useQuery({ queryKey: searchKeys.count(search), queryFn: ({ signal }) => fetchCount(search, signal), enabled, ...CALM });
  const afterCount = useHeadStart(search, (count.isSuccess && !count.isPlaceholderData) || count.isError);
  const list = useInfiniteQuery({
    queryKey: rowsKey, queryFn: ({ pageParam, signal }) => fetchPage(search, columns, pageParam, signal), initialPageParam: undefined as string | undefined, getNextPageParam: nextCursor,
    enabled: enabled && afterCount, ...CALM,
  });
  const listed = list.isSuccess && !list.isPlaceholderData;
  const first = useQuery({ queryKey: searchKeys.facets(search, 0), queryFn: ({ signal }) => fetchFacets(search, 0, signal), enabled: enabled && listed, ...CALM });
  const second = useQuery({ queryKey: searchKeys.facets(search, 1), queryFn: ({ signal }) => fetchFacets(search, 1, signal), enabled: enabled && listed && moreFacets, ...CALM });

  const { hasNextPage, isFetching, fetchNextPage } = list;
  const last = listed ? list.data.pages.at(-1) : undefined;
  const endedEarly = last?.partial === true;
  const goOn = useCallback(() => {
    setStoppedAt(null);
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const loadMore = useCallback(() => { if (!endedEarly && !stopped) goOn(); }, [endedEarly, stopped, goOn]);
  const stop = useCallback(() => {
    setStoppedAt(search);
    void client.cancelQueries({ queryKey: searchKeys.all });
  }, [client, search]);
  const refresh = useCallback(() => {
    setStoppedAt(null);
    // Back to the first page: pages below it would only be fetched again one after another.
    client.setQueryData<typeof list.data>(rowsKey, (old) => (old === undefined ? undefined : { pages: old.pages.slice(0, 1), pageParams: old.pageParams.slice(0, 1) }));
    void client.invalidateQueries({ queryKey: searchKeys.all });
  }, [client, rowsKey]);
  // What the question before found may stand in while this one is being answered, never in its place.
  const own = <T,>({ data, isPlaceholderData }: { data: T; isPlaceholderData: boolean }): T | undefined => (isPlaceholderData && !enabled ? undefined : data);
  const found = own(list), counted = count.isSuccess && !count.isPlaceholderData;
  const [some, others] = [own(first), own(second)];
  return {
    search, columns, rows: useMemo(() => found?.pages.flatMap(({ hits }) => hits) ?? [], [found]), count: own(count), counted, facets: useMemo(() => [some, others], [some, others]), last, stopped,
    loading: enabled && list.data === undefined && !list.isError && !count.isError, fetching: count.isFetching || isFetching, hasMore: hasNextPage, error: count.error ?? list.error, updatedAt: list.dataUpdatedAt, loadMore, goOn, stop, refresh,
  };
}
