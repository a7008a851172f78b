'use client';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import type { StorageReport } from '@/lib/storage/model';
import { Badge } from '../ui/badge';
import { ProgressBar } from '../ui/progress-bar';
import { daysLeft, formatBytes } from './room-left';
import { fetchStorage, storageKey } from './system-api';

const REFRESH_MS = 30_000;

/** How much is stored, what grows, and when the room ends. */
export function StoragePanel({ initial }: { initial: StorageReport }) {
  const t = useTranslations('system');
  const { data } = useQuery({ queryKey: storageKey, queryFn: ({ signal }) => fetchStorage(signal), initialData: initial, refetchInterval: REFRESH_MS });
  return (
    <section aria-labelledby="system-storage" className="flex flex-col gap-4">
      <h2 id="system-storage" className="flex items-center gap-2 text-lg font-medium">{t('storage')}<StateBadge report={data} /></h2>
      <Room report={data} />
      <div className="grid gap-6 md:grid-cols-2">
        <Days report={data} />
        {data.tables && <Tables report={data} />}
      </div>
    </section>
  );
}

function StateBadge({ report }: { report: StorageReport }) {
  const t = useTranslations('system');
  return report.problem ? <Badge intent="negative">{t('stopped')}</Badge> : <Badge intent="positive">{t('roomLeft')}</Badge>;
}

function Room({ report }: { report: StorageReport }) {
  const t = useTranslations('system'), locale = useLocale();
  const { room, limits, problem } = report;
  const size = (bytes: number): string => formatBytes(bytes, locale);
  const left = daysLeft(report);
  return (
    <div className="flex flex-col gap-2">
      {room.disk && (
        <ProgressBar
          value={room.disk.totalBytes - room.disk.freeBytes} max={room.disk.totalBytes} label={t('disk')}
          detail={t('diskDetail', { free: size(room.disk.freeBytes), total: size(room.disk.totalBytes), min: size(limits.diskFreeBytesMin) })}
        />
      )}
      <p className="text-content-secondary">
        {t('databaseHas', { size: size(room.databaseBytes) })}
        {limits.databaseBytesMax !== null && <> {t('databaseMay', { size: size(limits.databaseBytesMax) })}</>}
        {!room.disk && limits.databaseBytesMax === null && <> {t('noLimit')}</>}
        {left !== null && <> {t('daysLeft', { days: left })}</>}
      </p>
      {problem && <p role="alert" className="rounded-md border border-stroke-negative bg-surface-negative px-3 py-2 text-content-negative">{t('stoppedBody')}</p>}
    </div>
  );
}

const cell = 'h-row border-b border-stroke-subtle px-2 text-end tabular-nums';

function Days({ report }: { report: StorageReport }) {
  const t = useTranslations('system'), locale = useLocale(), format = useFormatter();
  if (report.days.length === 0) return <p className="text-content-secondary">{t('nothingReceived')}</p>;
  return (
    <table className="w-full self-start text-md">
      <caption className="label-caps pb-1 text-start text-content-tertiary">{t('byDay')}</caption>
      <thead className="text-sm text-content-secondary"><tr><th scope="col" className="px-2 text-start font-medium">{t('day')}</th><th scope="col" className="px-2 text-end font-medium">{t('records')}</th><th scope="col" className="px-2 text-end font-medium">{t('sent')}</th><th scope="col" className="px-2 text-end font-medium">{t('originals')}</th></tr></thead>
      <tbody>
        {report.days.map(({ day, records, bodyBytes, storedBytes }) => (
          <tr key={day}>
            <th scope="row" className="h-row border-b border-stroke-subtle px-2 text-start font-normal tabular-nums">{day}</th>
            <td className={cell}>{format.number(records)}</td><td className={cell}>{formatBytes(bodyBytes, locale)}</td><td className={cell}>{formatBytes(storedBytes, locale)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Tables({ report }: { report: StorageReport }) {
  const t = useTranslations('system'), locale = useLocale(), format = useFormatter();
  return (
    <table className="w-full self-start text-md">
      <caption className="label-caps pb-1 text-start text-content-tertiary">{t('byTable')}</caption>
      <thead className="text-sm text-content-secondary"><tr><th scope="col" className="px-2 text-start font-medium">{t('table')}</th><th scope="col" className="px-2 text-end font-medium">{t('daysHeld')}</th><th scope="col" className="px-2 text-end font-medium">{t('size')}</th></tr></thead>
      <tbody>
        {report.tables?.map(({ table, bytes, days }) => (
          <tr key={table}>
            <th scope="row" className="h-row border-b border-stroke-subtle px-2 text-start font-mono text-sm font-normal">{table}</th>
            <td className={cell}>{days > 0 ? format.number(days) : '–'}</td><td className={cell}>{formatBytes(bytes, locale)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
