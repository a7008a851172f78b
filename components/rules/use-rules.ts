'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useMemo } from 'react';
import type { RuleRow } from '@/lib/rules/model';
import { useUrlPatch } from '../filter/use-url-state';
import type { Sort } from '../table/column';
import { readSort, writeSort } from '../table/sort-param';
import { isNarrowed, readExcluded, rulesSearch, withoutExcluded } from './rule-params';
import { fetchProblems, fetchRules, rulesKeys } from './rules-api';
import { sortRules, USUAL_SORT } from './sort-rules';

/** The order in the URL. The whole list is here, so the server need not be asked. */
function useRuleSort(): { sort: Sort; setSort: (sort: Sort) => void } {
  const text = useSearchParams().get('sort');
  const patch = useUrlPatch();
  const sort = useMemo(() => (text === null ? USUAL_SORT : readSort(text)), [text]);
  const setSort = useCallback((next: Sort) => patch({ sort: writeSort(next) === writeSort(USUAL_SORT) ? null : writeSort(next) }, { shallow: true }), [patch]);
  return { sort, setSort };
}

/** The list that the URL asks for. The server sends its first rows with the page; the rest follows by itself. */
export function useRules() {
  const params = useSearchParams();
  const client = useQueryClient();
  const search = useMemo(() => rulesSearch(new URLSearchParams(params)), [params]);
  const { sort, setSort } = useRuleSort();
  const list = useQuery({ queryKey: rulesKeys.list(search), queryFn: ({ signal }) => fetchRules(search, signal), staleTime: Infinity, refetchOnWindowFocus: false });
  const problems = useQuery({ queryKey: rulesKeys.problems, queryFn: ({ signal }) => fetchProblems(signal), staleTime: Infinity, refetchOnWindowFocus: false });
  const { data, refetch } = list;
  const partial = data !== undefined && data.rules.length < data.count;
  useEffect(() => { if (partial) void refetch(); }, [partial, refetch]);
  const rows = useMemo((): readonly RuleRow[] => (data === undefined ? [] : sortRules(withoutExcluded(data.rules, readExcluded(params)), sort)), [data, params, sort]);
  const refresh = useCallback(() => {
    void client.invalidateQueries({ queryKey: rulesKeys.list(search) });
    void client.invalidateQueries({ queryKey: rulesKeys.problems });
  }, [client, search]);
  return {
    rows, sort, setSort, refresh, facets: data?.facets, total: data?.total, count: partial ? data.count : rows.length, narrowed: isNarrowed(new URLSearchParams(params)), problems: problems.data,
    loading: list.isPending, failed: list.isError, fetching: list.isFetching, updatedAt: list.dataUpdatedAt,
  };
}
