'use client';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, LoaderCircle, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useMessage } from '../i18n/use-message';
import { Badge } from '../ui/badge';
import { fetchArrivals, sourcesKey, type Arrivals } from './sources-api';

const POLL_MS = 2_000;

/** Waits for a source's first record and says how what comes is understood. */
export function ArrivalsPanel({ sourceId }: { sourceId: number }) {
  const t = useTranslations('sources');
  const { data } = useQuery({ queryKey: [...sourcesKey, sourceId, 'arrivals'], queryFn: ({ signal }) => fetchArrivals(sourceId, signal), refetchInterval: POLL_MS });
  return (
    <section aria-live="polite" aria-label={t('lastReceived')} className="rounded-md border border-stroke px-3 py-2">
      {data === undefined || data.received === 0
        ? <p className="flex items-center gap-2 text-content-secondary"><LoaderCircle aria-hidden size={14} className="animate-spin" />{t('waiting')}</p>
        : <Arrived arrivals={data} sourceId={sourceId} />}
    </section>
  );
}

function Arrived({ arrivals, sourceId }: { arrivals: Arrivals; sourceId: number }) {
  const t = useTranslations('sources');
  const { received, rejected, kinds } = arrivals;
  const nothingRead = kinds.length === 0 && rejected > 0;
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-2">
        {nothingRead ? <TriangleAlert aria-hidden size={14} className="text-content-notice" /> : <CircleCheck aria-hidden size={14} className="text-content-positive" />}
        <span className="font-medium text-content tabular-nums">{t('arrivals', { count: received })}</span>
        {rejected > 0 && <Link href={`/settings/sources/${sourceId}/rejects`} className="text-content-notice underline">{t('rejects', { count: rejected })}</Link>}
      </p>
      {nothingRead && <p className="text-content-secondary">{t('allRejected')}</p>}
      {kinds.length > 0 && <Kinds kinds={kinds} />}
    </div>
  );
}

function Kinds({ kinds }: { kinds: Arrivals['kinds'] }) {
  const t = useTranslations('sources');
  const message = useMessage();
  const sample = kinds.reduce((sum, entry) => sum + entry.count, 0);
  return (
    <div className="text-sm text-content-secondary">
      <p>{t('understoodAs')} <span className="text-content-tertiary">({t('understoodSample', { count: sample })})</span></p>
      <ul className="mt-1 flex flex-wrap gap-1">
        {kinds.map(({ family, kind, count }) => (
          <li key={`${family} ${kind}`}>
            <Badge intent={family === 'unparsed' ? 'notice' : 'neutral'} title={`${family}: ${kind}`}>
              <span className="text-content-tertiary">{family}</span> {family === 'unparsed' ? t('notUnderstood') : message(`kind.${kind}`)} <span className="tabular-nums">{count}</span>
            </Badge>
          </li>
        ))}
      </ul>
    </div>
  );
}
