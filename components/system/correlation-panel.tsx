'use client';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { BarList } from '../charts/bar-list';
import { Sparkline } from '../charts/sparkline';
import { useMessage } from '../i18n/use-message';
import { Time } from '../time/time';
import { formatDuration } from '../time/format';
import { Badge } from '../ui/badge';
import { PropertiesTable } from '../ui/properties-table';
import { correlationKey, fetchCorrelation, type CorrelationView } from './system-api';

const REFRESH_MS = 10_000;
/** Behind by more than this is said in colour. */
const LATE_SECONDS = 60;

/** How correlation itself is doing, and what it put in no alert: nothing is hidden. */
export function CorrelationPanel({ initial }: { initial: CorrelationView }) {
  const t = useTranslations('system');
  const { data } = useQuery({ queryKey: correlationKey, queryFn: ({ signal }) => fetchCorrelation(signal), initialData: initial, refetchInterval: REFRESH_MS });
  const late = data.lag.seconds > LATE_SECONDS;
  return (
    <section aria-labelledby="system-correlation" className="flex flex-col gap-4">
      <h2 id="system-correlation" className="flex items-center gap-2 text-lg font-medium">{t('correlation')}<Badge intent={late ? 'notice' : 'positive'}>{late ? t('behind') : t('upToDate')}</Badge></h2>
      <Figures health={data} />
      <Unalerted health={data} />
    </section>
  );
}

function Figures({ health }: { health: CorrelationView }) {
  const t = useTranslations('system'), format = useFormatter(), locale = useLocale();
  const { lag, workingSet, singletonShare, alertsPerDay, corrections, days } = health;
  const total = alertsPerDay.reduce((sum, { alerts }) => sum + alerts, 0);
  return (
    <PropertiesTable columns={2} rows={[
      { key: 'lag', label: t('lag'), value: lag.batches === 0 ? t('noLag') : t('lagOf', { batches: lag.batches, time: formatDuration(lag.seconds * 1000, locale) }) },
      { key: 'step', label: t('lastStep'), value: lag.lastStep === null ? t('never') : <Time at={lag.lastStep} /> },
      { key: 'set', label: t('workingSet'), value: t('workingSetOf', { signals: workingSet.signals, max: workingSet.max }) },
      { key: 'alone', label: t('singletons'), value: format.number(singletonShare, { style: 'percent', maximumFractionDigits: 1 }) },
      { key: 'alerts', label: t('alertsPerDay'), value: <span className="flex items-center gap-2">{format.number(total / days, { maximumSignificantDigits: 2 })}<Sparkline values={alertsPerDay.map(({ alerts }) => alerts)} label={t('alertsOfDays', { days })} /></span> },
      { key: 'corrections', label: t('correctionsMade'), value: t('correctionsOf', corrections) },
    ]} />
  );
}

function Unalerted({ health }: { health: CorrelationView }) {
  const t = useTranslations('system'), message = useMessage();
  const { unalerted, days } = health;
  return (
    <div className="flex flex-col gap-1">
      <h3 className="label-caps text-content-tertiary">{t('inNoAlert', { days })}</h3>
      {unalerted.length === 0
        ? <p className="text-content-secondary">{t('allInAlerts')}</p>
        : <BarList label={t('inNoAlert', { days })} items={unalerted.map(({ reason, detections }) => ({ key: reason, label: message(`story.${reason}`), value: detections }))} />}
    </div>
  );
}
