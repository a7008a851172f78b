'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { useUrlPatch } from '../filter/use-url-state';
import type { Sort } from './column';
import { readSort, writeSort } from './sort-param';

/** The order of a list as `?sort=-score`; the usual order leaves the URL plain. */
export function useSort(usual: Sort): { sort: Sort; setSort: (sort: Sort) => void } {
  const text = useSearchParams().get('sort');
  const patch = useUrlPatch();
  const plain = writeSort(usual);
  const sort = useMemo(() => readSort(text ?? plain), [text, plain]);
  const setSort = useCallback((next: Sort) => patch({ sort: writeSort(next) === plain ? null : writeSort(next) }), [patch, plain]);
  return { sort, setSort };
}
