'use client';
import { useTranslations } from 'use-intl';
import type { Retention } from '@/lib/retention/model';
import type { StorageReport } from '@/lib/storage/model';
import { PageHeader } from '../ui/page-header';
import { CorrelationPanel } from './correlation-panel';
import { RetentionForm } from './retention-form';
import { StoragePanel } from './storage-panel';
import type { CorrelationView } from './system-api';

interface Props { storage: StorageReport; retention: Retention; correlation: CorrelationView; canWrite: boolean }

/** The health of the installation itself: what it keeps, how long, and how much room is left. */
export function SystemScreen({ storage, retention, correlation, canWrite }: Props) {
  const t = useTranslations('system');
  return (
    <div className="min-h-0 flex-1 overflow-y-auto pb-8">
      <PageHeader title={t('title')} meta={t('meta')} />
      <div className="gutter flex max-w-4xl flex-col gap-8">
        <CorrelationPanel initial={correlation} />
        <StoragePanel initial={storage} />
        <RetentionForm initial={retention} canWrite={canWrite} />
      </div>
    </div>
  );
}
