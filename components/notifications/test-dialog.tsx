'use client';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useId } from 'react';
import { useTranslations } from 'use-intl';
import type { TargetView } from '@/lib/notifications/model';
import { FormProblem } from '../auth/form-problem';
import { useReason } from '../settings/use-reason';
import { Button } from '../ui/button';
import { CodeBlock } from '../ui/code-block';
import { Dialog } from '../ui/dialog';
import { SkeletonRows } from '../ui/skeleton';
import { sendTest } from './notifications-api';

/** Sends one message when it opens and shows what the receiver really said. */
export function TestDialog({ target, onClose }: { target: TargetView; onClose: () => void }) {
  const t = useTranslations('notifications'), done = useTranslations('common')('done');
  const reasonOf = useReason(), once = useId();
  const { data, error, refetch, isFetching } = useQuery({ queryKey: ['notification-test', target.id, once], queryFn: () => sendTest(target.id), retry: false, staleTime: Infinity, gcTime: 0, refetchOnWindowFocus: false, refetchOnReconnect: false });
  return (
    <Dialog open size="md" onOpenChange={(open) => { if (!open) onClose(); }} title={t('testTitle', { name: target.name })}
      footer={<><Button busy={isFetching} onClick={() => void refetch()}>{t('test')}</Button><Button intent="primary" onClick={onClose}>{done}</Button></>}>
      <div aria-live="polite" className="flex flex-col gap-3">
        {isFetching && <SkeletonRows rows={2} />}
        {!isFetching && error !== null && <FormProblem>{t('failed', { reason: reasonOf(error) })}</FormProblem>}
        {!isFetching && data !== undefined && (
          <>
            {data.delivered ? <p className="flex items-center gap-2 text-content-positive"><CircleCheck aria-hidden size={14} />{t('testDelivered')}</p> : <FormProblem>{t('testFailed')}</FormProblem>}
            <CodeBlock label={t('testAnswer')} code={data.answer} wrap />
          </>
        )}
      </div>
    </Dialog>
  );
}
