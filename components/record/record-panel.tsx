'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { detectionKeys } from '@/lib/detections/queries';
import type { RecordDetail } from '@/lib/detections/model';
import { ExceptionFromRecord } from '../exceptions/exception-from-record';
import { useMessage } from '../i18n/use-message';
import { ApiError } from '../shell/api';
import { Time } from '../time/time';
import { ButtonLink } from '../ui/button-link';
import { EmptyState } from '../ui/empty-state';
import { Flyout } from '../ui/flyout';
import { SeverityBadge } from '../ui/severity-badge';
import { SkeletonRows } from '../ui/skeleton';
import { fetchRecord } from './record-api';
import { RecordView } from './record-view';
import { uiLevel } from './ui-level';

interface Props { uuid: string | null; onClose: () => void; filterable?: boolean; withAlerts?: boolean }

/** The record view in a flyout, fetched by uuid. What is stored never changes, so it is asked for once. */
export function RecordPanel({ uuid, onClose, filterable = false, withAlerts = true }: Props) {
  const t = useTranslations('record');
  const { data, error } = useQuery({
    queryKey: detectionKeys.record(uuid ?? ''), queryFn: ({ signal }) => fetchRecord(uuid ?? '', signal), enabled: uuid !== null, staleTime: 60_000, refetchOnWindowFocus: false, placeholderData: undefined,
  });
  const record = error === null ? data : undefined;
  const alerts = withAlerts ? (record?.detection?.alerts ?? []) : [];
  return (
    <Flyout open={uuid !== null} onClose={onClose} width={640} label={t('record')} title={<Title record={record} />} subtitle={<Subtitle record={record} />}
      actions={<>{record !== undefined && <ExceptionFromRecord record={record} />}{alerts.map((id) => <ButtonLink key={id} size="sm" href={`/workbench/${id}`}>{t('openAlert', { id })}</ButtonLink>)}</>}>
      {record !== undefined ? <RecordView key={record.uuid} record={record} filterable={filterable} /> : error === null ? <SkeletonRows rows={12} /> : <Failed error={error} />}
    </Flyout>
  );
}

function Failed({ error }: { error: Error }) {
  const t = useTranslations('record');
  return error instanceof ApiError && error.status === 404 ? <EmptyState kind="no-match" title={t('notFound')} body={t('notFoundBody')} /> : <EmptyState kind="failed" />;
}

function Title({ record }: { record: RecordDetail | undefined }) {
  const t = useTranslations('record');
  const message = useMessage();
  if (record === undefined) return t('record');
  const kind = record.activity.kind ?? 'other';
  return (
    <span className="flex min-w-0 items-center gap-2">
      {record.detection !== null && <SeverityBadge level={uiLevel(record.detection.level)} />}
      <span className="truncate">{message(`kind.${kind}`)}</span>
    </span>
  );
}

function Subtitle({ record }: { record: RecordDetail | undefined }) {
  if (record === undefined) return <>&nbsp;</>;
  const { observedAt, endpointName, accountName } = record.activity;
  return (
    <span className="flex min-w-0 gap-2">
      {observedAt !== undefined && <Time at={observedAt} mode="absolute" />}
      <span className="truncate">{[endpointName, accountName].filter((part) => part !== undefined).join(' · ')}</span>
    </span>
  );
}
