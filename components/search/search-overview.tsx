'use client';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { ActivitySummary } from '@/lib/activities/model';
import type { Bucket } from '../charts/chart-types';
import { HistogramBrush } from '../charts/histogram-brush';

/** Records over time. They have no severity of their own: all stand in its quietest colour. */
export function histogramOf({ histogram: { from, bucketMs, counts } }: Pick<ActivitySummary, 'histogram'>): Bucket[] {
  const start = Date.parse(from);
  return counts.map((count, index) => ({ at: start + index * bucketMs, counts: count === 0 ? {} : { info: count } }));
}

export function SearchOverview({ count }: { count: ActivitySummary | undefined }) {
  const t = useTranslations('search');
  const buckets = useMemo(() => (count === undefined ? [] : histogramOf(count)), [count]);
  if (count === undefined) return <div style={{ height: 72 }} />;
  return <HistogramBrush label={t('histogram')} buckets={buckets} bucketMs={count.histogram.bucketMs} countLabel={t('records')} />;
}
