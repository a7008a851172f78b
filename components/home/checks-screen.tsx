'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { PageHeader } from '../ui/page-header';
import { SkeletonRows } from '../ui/skeleton';
import { CheckEntry } from './check-log';
import { fetchChecks } from './home-api';

/** Every check that was ever done, the newest first. */
export function ChecksScreen() {
  const t = useTranslations('home');
  const { data, isPending, isError, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['checks'], queryFn: ({ pageParam, signal }) => fetchChecks(pageParam, signal), initialPageParam: null as number | null, getNextPageParam: (last) => last.before ?? null,
  });
  const checks = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="min-h-0 flex-1 overflow-y-auto pb-8">
      <PageHeader title={t('checks')} meta={<Link href="/home" className="underline">{t('back')}</Link>} />
      <div className="gutter max-w-3xl">
        {isPending && <SkeletonRows rows={6} />}
        {isError && <EmptyState kind="failed" />}
        {data !== undefined && checks.length === 0 && <EmptyState kind="none-yet" title={t('checksNone')} />}
        <ol>{checks.map((check) => <CheckEntry key={check.id} check={check} />)}</ol>
        {hasNextPage && <div className="pt-3"><Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('more')}</Button></div>}
      </div>
    </div>
  );
}
