'use client';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, LoaderCircle, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useMessage } from '../i18n/use-message';
import { Badge } from '../ui/badge';
import { PropertiesTable } from '../ui/properties-table';
import { UNPARSED } from './source-columns';
import { fetchArrivals, sourcesKey, type Arrivals } from './sources-api';

const POLL_MS = 2_000;

/** Waits for a source's first record and says how what comes is understood, or why it is not. */
export function ArrivalsPanel({ sourceId }: { sourceId: number }) {
  const t = useTranslations('sources');
  const { data } = useQuery({ queryKey: [...sourcesKey, sourceId, 'arrivals'], queryFn: ({ signal }) => fetchArrivals(sourceId, signal), refetchInterval: POLL_MS });
  return (
    <section aria-live="polite" aria-label={t('lastReceived')} className="min-w-0 rounded-md border border-stroke px-3 py-2">
      {data === undefined || data.received === 0
        ? <p className="flex items-center gap-2 text-content-secondary"><LoaderCircle aria-hidden size={14} className="animate-spin" />{t('waiting')}</p>
        : <Arrived arrivals={data} sourceId={sourceId} />}
    </section>
  );
}

export function Arrived({ arrivals, sourceId }: { arrivals: Arrivals; sourceId: number }) {
  const t = useTranslations('sources');
  const { received, rejected, kinds, first, reject } = arrivals;
  const nothingRead = kinds.length === 0 && rejected > 0;
  return (
    <div className="flex flex-col gap-3">
      <p className="flex flex-wrap items-center gap-2">
        {nothingRead ? <TriangleAlert aria-hidden size={14} className="text-content-notice" /> : <CircleCheck aria-hidden size={14} className="text-content-positive" />}
        <span className="font-medium text-content tabular-nums">{t('arrivals', { count: received })}</span>
        {rejected > 0 && <Link href={`/settings/sources/${sourceId}/rejects`} className="text-content-notice underline">{t('rejects', { count: rejected })}</Link>}
      </p>
      {nothingRead && <p className="text-content-secondary">{t('allRejected')}</p>}
      {kinds.length > 0 && <Kinds kinds={kinds} />}
      {first && <FirstRecord first={first} />}
      {reject && <Rejected reject={reject} />}
    </div>
  );
}

function FirstRecord({ first: { fields } }: { first: NonNullable<Arrivals['first']> }) {
  const t = useTranslations('sources');
  return (
    <div>
      <h3 className="label-caps mb-1 text-content-tertiary">{t('firstRecord')}</h3>
      <PropertiesTable rows={fields.map(({ name, value }) => ({ key: name, label: <code>{name}</code>, value, mono: true }))} />
    </div>
  );
}

function Rejected({ reject: { reason, excerpt } }: { reject: NonNullable<Arrivals['reject']> }) {
  const t = useTranslations('sources');
  return (
    <div>
      <h3 className="label-caps mb-1 text-content-tertiary">{t('whyRejected')}</h3>
      <p className="text-content">{reason}</p>
      <pre tabIndex={0} aria-label={t('whyRejected')} className="focus-inset mt-1 max-h-24 overflow-y-auto rounded-sm bg-surface-sunken p-2 font-mono text-sm break-all whitespace-pre-wrap text-content-secondary">{excerpt}</pre>
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
            <Badge intent={family === UNPARSED ? 'notice' : 'neutral'} title={`${family}: ${kind}`}>
              <span className="text-content-tertiary">{family}</span> {family === UNPARSED ? t('notUnderstood') : message(`kind.${kind}`)} <span className="tabular-nums">{count}</span>
            </Badge>
          </li>
        ))}
      </ul>
    </div>
  );
}
