'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { RecordDetail } from '@/lib/detections/model';
import { detectionKeys } from '@/lib/detections/queries';
import { useUrlPatch, useUrlState } from '../filter/use-url-state';
import { useMessage } from '../i18n/use-message';
import { fetchRecord } from '../record/record-api';
import { RecordPanel } from '../record/record-panel';
import { Time } from '../time/time';
import { Button } from '../ui/button';
import { Skeleton } from '../ui/skeleton';

const STEP = 10;

/** Some of the records that the rule matches; each opens in the record panel, whose address can be pasted. */
export function BackTestSample({ uuids }: { uuids: readonly string[] }) {
  const t = useTranslations('rules.backTest');
  const more = useTranslations('filter');
  const [openId] = useUrlState('record');
  const patch = useUrlPatch();
  const [shown, setShown] = useState(STEP);
  const open = (uuid: string | null): void => patch({ record: uuid }, { shallow: true });
  return (
    <section aria-label={t('sample')}>
      <h3 className="mb-1 text-sm text-content-tertiary">{t('sample')} · {t('sampleNote', { count: uuids.length })}</h3>
      <ul className="border-t border-stroke-subtle">
        {uuids.slice(0, shown).map((uuid, index) => <li key={uuid}><SampleRow uuid={uuid} number={index + 1} open={uuid === openId} onOpen={() => open(uuid)} /></li>)}
      </ul>
      {shown < uuids.length && <Button size="sm" intent="ghost" className="mt-1" onClick={() => setShown(shown + STEP)}>{more('showMore', { count: Math.min(STEP, uuids.length - shown) })}</Button>}
      <RecordPanel uuid={openId} onClose={() => open(null)} />
    </section>
  );
}

function SampleRow({ uuid, number, open, onOpen }: { uuid: string; number: number; open: boolean; onOpen: () => void }) {
  const t = useTranslations('rules.backTest');
  const { data, isError } = useQuery({ queryKey: detectionKeys.record(uuid), queryFn: ({ signal }) => fetchRecord(uuid, signal), staleTime: 60_000, refetchOnWindowFocus: false, placeholderData: undefined });
  return (
    <button type="button" aria-label={t('openRecord', { number })} aria-current={open || undefined} onClick={onOpen} className="focus-inset flex h-row w-full items-center gap-4 border-b border-stroke-subtle px-2 text-left hover:bg-surface-hover aria-[current]:bg-surface-selected">
      {data !== undefined ? <Summary record={data} /> : isError ? <span className="font-mono text-sm text-content-tertiary">{uuid}</span> : <><Skeleton width={140} /><Skeleton width={90} /><Skeleton width="40%" /></>}
    </button>
  );
}

function Summary({ record }: { record: RecordDetail }) {
  const message = useMessage();
  const { activity } = record;
  const what = activity.processCommandLine ?? activity.scriptText ?? activity.registryKey ?? activity.filePath ?? activity.url ?? activity.destinationDomain ?? activity.message ?? record.original;
  return (
    <>
      <span className="w-40 shrink-0"><Time at={activity.observedAt ?? record.receivedAt} mode="absolute" /></span>
      <span className="w-32 shrink-0 truncate text-content-secondary">{activity.endpointName ?? '—'}</span>
      <span className="w-32 shrink-0 truncate text-content-secondary">{message(`kind.${activity.kind ?? 'other'}`)}</span>
      <span className="min-w-0 flex-1 truncate font-mono text-sm" title={what}>{what}</span>
    </>
  );
}
