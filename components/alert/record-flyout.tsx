'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useMessage } from '../i18n/use-message';
import { Time } from '../time/time';
import { useReason } from '../settings/use-reason';
import { CodeBlock } from '../ui/code-block';
import { EmptyState } from '../ui/empty-state';
import { Flyout } from '../ui/flyout';
import { PropertiesTable, type PropertyRow } from '../ui/properties-table';
import { SkeletonRows } from '../ui/skeleton';
import { Tabs, TabPanel } from '../ui/tabs';
import { readableOriginal, recordQuery, type DetectionRecord } from './record-data';

/** The record behind a detection: what was understood of it, and what was sent, byte for byte. */
export function RecordFlyout({ uuid, onClose }: { uuid: string; onClose: () => void }) {
  const t = useTranslations('alert');
  const message = useMessage();
  const reasonOf = useReason();
  const { data, error, isPending } = useQuery(recordQuery(uuid));
  const title = data === undefined ? t('record') : message(`kind.${String(data.activity['kind'])}`);
  return (
    <Flyout open onClose={onClose} width={640} title={title} label={t('record')} subtitle={data === undefined ? <span className="font-mono">{uuid}</span> : <Origin record={data} />}>
      {isPending && <SkeletonRows rows={10} />}
      {error !== null && <EmptyState kind="failed" body={reasonOf(error)} />}
      {data !== undefined && <Body record={data} />}
    </Flyout>
  );
}

function Origin({ record }: { record: DetectionRecord }) {
  const t = useTranslations('alert');
  return <>{record.sourceName ?? '—'} · {record.format} · {t('received')} <Time at={record.receivedAt} mode="absolute" /></>;
}

function Body({ record }: { record: DetectionRecord }) {
  const t = useTranslations('alert');
  const [tab, setTab] = useState<'fields' | 'original'>('fields');
  return (
    <Tabs value={tab} onValueChange={setTab} label={t('record')} items={[{ value: 'fields', label: t('normalised') }, { value: 'original', label: t('original') }]}>
      <TabPanel value="fields" className="p-5"><PropertiesTable rows={useRows(record)} /></TabPanel>
      <TabPanel value="original" className="p-5"><CodeBlock code={readableOriginal(record.original)} label={record.format} wrap /></TabPanel>
    </Tabs>
  );
}

const MONO = /image|commandline|guid|sha256|path|address|url|key|sid|data|access|script/i;
const HIDDEN = new Set(['timeSource', 'endpointKey', 'accountKey']);

function useRows(record: DetectionRecord): PropertyRow[] {
  const message = useMessage();
  const known = Object.entries(record.activity).filter(([name, value]) => !HIDDEN.has(name) && (typeof value === 'string' || typeof value === 'number') && message.has(`field.${name}`));
  return known.map(([name, value]) => ({
    key: name, label: message(`field.${name}`), copy: String(value), mono: MONO.test(name),
    value: name === 'observedAt' ? <Time at={Number(value)} mode="absolute" /> : name === 'kind' ? message(`kind.${String(value)}`) : String(value),
  }));
}
