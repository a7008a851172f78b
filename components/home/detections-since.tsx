'use client';
import Link from 'next/link';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { Histogram } from '../charts/histogram';
import { histogramBuckets } from '../techniques/histogram-buckets';
import { useTimeZone } from '../time/use-time-zone';
import type { HomeView } from './home-api';

/** Observed attack techniques by risk, over what the reader has not seen yet. */
export function DetectionsSince({ detections }: { detections: HomeView['detections'] }) {
  const t = useTranslations('home'), severity = useTranslations('severity'), common = useTranslations('common');
  const locale = useLocale(), zone = useTimeZone(), format = useFormatter();
  const range = `from=${encodeURIComponent(new Date(detections.from).toISOString())}&to=${encodeURIComponent(new Date(detections.to).toISOString())}`;
  return (
    <section aria-label={t('detections')} className="flex flex-col gap-2">
      <h2 className="flex items-baseline gap-2 border-b border-stroke pb-1 text-lg font-medium">
        {t('detections')}<span className="text-md text-content-tertiary tabular-nums">{format.number(detections.total)}</span>
        <Link href={`/techniques?${range}`} className="ml-auto text-sm font-normal text-content-accent underline-offset-2 hover:underline">{t('openDetections')}</Link>
      </h2>
      {detections.total === 0
        ? <p className="text-content-secondary">{t('detectionsNone')}</p>
        : <Histogram label={t('detections')} buckets={histogramBuckets(detections)} bucketMs={detections.bucketMs} locale={locale} zone={zone} tableLabel={common('time')}
            labels={{ critical: severity('critical'), high: severity('high'), medium: severity('medium'), low: severity('low'), info: severity('info') }} />}
    </section>
  );
}
