'use client';
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import type { AssetFacets, AssetPage, AssetRow } from '@/lib/assets/model';
import { assetKeys, assetSearch } from '@/lib/assets/queries';
import { fetchAssets } from './assets-api';

/** The same reading on server and client. */
export function assetPages(search: string, read: (cursor: string | undefined, signal?: AbortSignal) => Promise<AssetPage>) {
  return {
    queryKey: assetKeys.list(search), queryFn: ({ pageParam, signal }: { pageParam: string | undefined; signal?: AbortSignal }) => read(pageParam, signal),
    initialPageParam: undefined as string | undefined, getNextPageParam: (page: AssetPage) => page.cursor,
  };
}

const NO_FACETS: AssetFacets = { criticality: [], tag: [], seen: [] };

interface AssetList { rows: readonly AssetRow[]; total: number; facets: AssetFacets; leftOut: number; loading: boolean; fetching: boolean; failed: boolean; updatedAt: number; more: () => void; refresh: () => void }

export function useAssetList(): AssetList {
  const url = useSearchParams();
  const search = useMemo(() => assetSearch(new URLSearchParams(url)), [url]);
  const client = useQueryClient();
  const pages = useInfiniteQuery({ ...assetPages(search, (cursor, signal) => fetchAssets(search, cursor, signal)), placeholderData: keepPreviousData });
  const { data, hasNextPage, isFetching, fetchNextPage } = pages, first = data?.pages[0];
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const more = useCallback(() => { if (hasNextPage && !isFetching) void fetchNextPage(); }, [hasNextPage, isFetching, fetchNextPage]);
  const refresh = useCallback(() => void client.invalidateQueries({ queryKey: ['assets'] }), [client]);
  return {
    rows, more, refresh, total: Math.max(first?.total ?? 0, rows.length), facets: first?.facets ?? NO_FACETS, leftOut: first?.leftOut ?? 0,
    loading: pages.isPending, fetching: isFetching, failed: pages.isError, updatedAt: pages.dataUpdatedAt,
  };
}
