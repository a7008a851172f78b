'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import * as z from 'zod/mini';
import { useReason } from '../settings/use-reason';
import { apiGet, apiSend } from '../shell/api';
import { Button } from '../ui/button';
import { ProgressBar } from '../ui/progress-bar';
import { useToast } from '../ui/toast';

const PATH = '/api/console/demo';
const POLL_MS = 1_000;
const Progress = z.object({ state: z.enum(['none', 'loading', 'done', 'failed']), sent: z.number(), total: z.number() });

/** Fills an empty console with a simulated office and an intrusion in it, and shows how far that has come. */
export function LoadDemoButton({ disabledReason }: { disabledReason?: string }) {
  const t = useTranslations('sources');
  const label = useTranslations('workbench')('loadDemo');
  const reasonOf = useReason(), toast = useToast(), queries = useQueryClient();
  const [starting, setStarting] = useState(false);
  const { data } = useQuery({
    queryKey: ['demo'],
    queryFn: ({ signal }) => apiGet(PATH, Progress, signal),
    refetchInterval: (query) => (query.state.data?.state === 'loading' ? POLL_MS : false),
  });
  const start = async (): Promise<void> => {
    setStarting(true);
    try {
      queries.setQueryData(['demo'], await apiSend('POST', PATH, {}, Progress));
    } catch (thrown) {
      toast({ intent: 'negative', title: t('loadFailed', { reason: reasonOf(thrown) }) });
    } finally {
      setStarting(false);
      await queries.invalidateQueries();
    }
  };
  if (data?.state === 'loading') {
    return <div className="w-80 max-w-full"><ProgressBar value={data.sent} max={data.total} label={t('loadingDemo')} detail={t('demoProgress', { sent: data.sent, total: data.total })} /></div>;
  }
  if (data?.state === 'done') return <p role="status" className="text-content-secondary">{t('demoDone')}</p>;
  return <Button busy={starting} {...(disabledReason === undefined ? {} : { disabledReason })} onClick={() => void start()}>{label}</Button>;
}
