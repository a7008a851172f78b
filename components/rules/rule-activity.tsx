'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useMemo } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { DetectionSummary } from '@/lib/detections/model';
import { detectionKeys, detectionSearch } from '@/lib/detections/queries';
import type { RuleDetail } from '@/lib/rules/model';
import type { LevelLabels } from '../charts/chart-types';
import { BarList } from '../charts/bar-list';
import { Histogram } from '../charts/histogram';
import { uiLevel } from '../record/ui-level';
import { fetchSummary } from '../techniques/techniques-api';
import { useNow } from '../time/use-time-zone';
import { LEVELS } from '../ui/severity';
import { SkeletonRows } from '../ui/skeleton';
import { hitBuckets } from './hit-buckets';
import { SectionHeading } from './section-heading';

const DAYS = 90;
const DAY_MS = 86_400_000;
const TOP = 8;

/** How often the rule fired lately, and on what. */
export function RuleActivity({ rule }: { rule: RuleDetail }) {
  const t = useTranslations('rules.activity');
  const severity = useTranslations('severity');
  const locale = useLocale();
  const now = useNow();
  const buckets = useMemo(() => hitBuckets(rule.hits, uiLevel(rule.level), now, DAYS), [rule.hits, rule.level, now]);
  const labels = Object.fromEntries(LEVELS.map((level) => [level, severity(level)])) as LevelLabels;
  return (
    <section aria-label={t('title')}>
      <SectionHeading aside={t('note')}>{t('title')}</SectionHeading>
      {rule.hits.length === 0 && <p className="text-content-secondary">{t('none')}</p>}
      {rule.hits.length > 0 && (
        <>
          <Histogram label={t('title')} buckets={buckets} bucketMs={DAY_MS} locale={locale} zone="UTC" labels={labels} tableLabel={t('dayColumn')} />
          <Top ruleId={rule.id} />
        </>
      )}
    </section>
  );
}

function Top({ ruleId }: { ruleId: string }) {
  const t = useTranslations('rules.activity');
  const search = detectionSearch(new URLSearchParams({ rule: ruleId, range: '30d' }));
  const { data, isError } = useQuery({ queryKey: detectionKeys.summary(search), queryFn: ({ signal }) => fetchSummary(search, signal), placeholderData: undefined });
  if (isError) return null;
  return (
    <>
      <div className="mt-4 grid gap-x-8 gap-y-4 md:grid-cols-2">
        <TopList summary={data} facet="endpoint" search={search} label={t('endpoints')} />
        <TopList summary={data} facet="account" search={search} label={t('accounts')} />
      </div>
      <p className="mt-3"><Link href={`/techniques?${search}`} className="text-content-accent underline-offset-2 hover:underline">{t('show')}</Link></p>
    </>
  );
}

function TopList({ summary, facet, search, label }: { summary: DetectionSummary | undefined; facet: 'endpoint' | 'account'; search: string; label: string }) {
  const t = useTranslations('rules.activity');
  const locale = useLocale();
  const items = (summary?.facets[facet].values ?? []).slice(0, TOP).map(({ value, count, label: name }) => ({ key: value, label: name ?? value, value: count, href: `/techniques?${search}&${facet}=${encodeURIComponent(value)}` }));
  return (
    <div className="min-w-0">
      <h3 className="mb-1 text-sm text-content-tertiary">{label}</h3>
      {summary === undefined ? <SkeletonRows rows={3} /> : items.length === 0 ? <p className="text-sm text-content-tertiary">{t('noneNamed')}</p> : <BarList items={items} label={label} locale={locale} />}
    </div>
  );
}
