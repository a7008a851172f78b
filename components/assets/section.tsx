'use client';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { ApiError } from '../shell/api';
import { EmptyState } from '../ui/empty-state';
import { SkeletonRows } from '../ui/skeleton';

interface Props<T> { queryKey: readonly unknown[]; load: (signal: AbortSignal) => Promise<T>; children: (data: T) => ReactNode; rows?: number }

/** A part of a page that is fetched by itself: skeleton, refusal, content. */
export function Loaded<T>({ queryKey, load, children, rows = 6 }: Props<T>) {
  const { data, error } = useQuery({ queryKey, queryFn: ({ signal }) => load(signal) });
  if (data !== undefined) return children(data);
  return error === null ? <SkeletonRows rows={rows} /> : <PartFailed error={error} />;
}

export function PartFailed({ error }: { error: Error }) {
  const t = useTranslations('assets');
  return error instanceof ApiError && error.status === 403 ? <EmptyState kind="no-right" /> : <EmptyState kind="failed" title={t('failed')} />;
}
