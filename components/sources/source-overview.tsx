'use client';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { BarList } from '../charts/bar-list';
import { Sparkline } from '../charts/sparkline';
import { formatDuration } from '../time/format';
import { Time } from '../time/time';
import { PropertiesTable } from '../ui/properties-table';
import { UNPARSED } from './source-columns';
import type { Settings, Stats } from './sources-api';

/** Records whose time is this far in the future point at a wrong zone or clock. */
const AHEAD_SECONDS = 120;
const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** How a source sends and what it is understood as. */
export function SourceOverview({ settings, stats }: { settings: Settings; stats: Stats }) {
  const t = useTranslations('sources');
  const locale = useLocale();
  return (
    <div className="grid items-start gap-6 xl:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-4">
        <Rate label={t('page.rateMinutes')} sentence="page.perMinute" buckets={stats.minutes} />
        <Rate label={t('page.rateHours')} sentence="page.perHour" buckets={stats.hours} />
        {stats.lagSeconds !== null && stats.lagSeconds < -AHEAD_SECONDS && <p role="status" className="text-content-notice">{t('page.ahead', { duration: formatDuration(-stats.lagSeconds * 1000, locale) })}</p>}
        <Counters settings={settings} stats={stats} />
      </div>
      <Families stats={stats} />
    </div>
  );
}

function Rate({ label, sentence, buckets }: { label: string; sentence: 'page.perMinute' | 'page.perHour'; buckets: Stats['minutes'] }) {
  const t = useTranslations('sources');
  const values = buckets.map(({ received }) => received);
  const said = t(sentence, { count: values.at(-1) ?? 0, peak: Math.max(0, ...values) });
  return (
    <section aria-label={label}>
      <h2 className="label-caps mb-1 text-content-tertiary">{label}</h2>
      <div className="overflow-hidden"><Sparkline values={values} label={`${label}: ${said}`} width={480} height={48} /></div>
      <p className="text-sm text-content-secondary tabular-nums">{said}</p>
    </section>
  );
}

function Counters({ settings, stats }: { settings: Settings; stats: Stats }) {
  const t = useTranslations('sources');
  const format = useFormatter(), locale = useLocale();
  const power = Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(Math.max(1, stats.bodyBytes)) / 3));
  const bytes = format.number(stats.bodyBytes / 1000 ** power, { style: 'unit', unit: BYTE_UNITS[power] ?? 'byte', maximumFractionDigits: 1 });
  const lag = stats.lagSeconds === null ? '—' : <>{formatDuration(Math.max(0, stats.lagSeconds) * 1000, locale)} <span className="text-content-tertiary">{t('page.lagHint')}</span></>;
  const counts = (['received', 'stored', 'rejected', 'replayed', 'duplicates', 'detections'] as const).map((key) => ({ key, label: t(`page.${key}`), value: <span className="tabular-nums">{format.number(stats[key])}</span> }));
  return (
    <PropertiesTable
      columns={2}
      rows={[
        ...counts, { key: 'bytes', label: t('page.bytes'), value: bytes }, { key: 'lag', label: t('page.lag'), value: lag },
        { key: 'last', label: t('page.last'), value: stats.lastSeen === null ? t('never') : <Time at={stats.lastSeen} /> }, { key: 'created', label: t('page.created'), value: <Time at={settings.createdAt} mode="absolute" /> },
      ]}
    />
  );
}

function Families({ stats: { families, stored } }: { stats: Stats }) {
  const t = useTranslations('sources');
  const format = useFormatter(), locale = useLocale();
  const items = Object.entries(families).sort((a, b) => b[1] - a[1]).map(([key, value]) => ({ key, label: key === UNPARSED ? t('page.unparsed') : key, value }));
  const unparsed = families[UNPARSED] ?? 0;
  return (
    <section aria-label={t('page.families')}>
      <h2 className="label-caps mb-1 text-content-tertiary">{t('page.families')}</h2>
      {items.length === 0 ? <p className="text-content-secondary">{t('page.noFamilies')}</p> : <BarList items={items} label={t('page.families')} locale={locale} />}
      {unparsed > 0 && stored > 0 && <p className="mt-2 text-sm text-content-notice">{t('page.unparsedShare', { share: format.number(unparsed / stored, { style: 'percent', maximumFractionDigits: 1 }) })}</p>}
    </section>
  );
}
