'use client';
import { useQueryClient } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useReason } from '../settings/use-reason';
import { Button } from '../ui/button';
import { ProgressBar } from '../ui/progress-bar';
import { useToast } from '../ui/toast';
import { replayStep } from './rejects-api';
import { sourcesKey } from './sources-api';

interface Props { sourceId: number; open: number; disabledReason?: string }

/** Reads all open rejects of a source again, step by step, until it is done or stopped; what a step has stored stays stored. */
export function ReplayButton({ sourceId, open, disabledReason }: Props) {
  const t = useTranslations('rejects'), failedText = useTranslations('sources');
  const queries = useQueryClient(), toast = useToast(), reasonOf = useReason();
  const [progress, setProgress] = useState<{ tried: number; stored: number; total: number } | null>(null);
  const stopped = useRef(false);
  const run = async (): Promise<void> => {
    stopped.current = false;
    let tried = 0, stored = 0;
    setProgress({ tried, stored, total: open });
    try {
      for (let after: string | null = null; ;) {
        const step = await replayStep(sourceId, after);
        tried += step.tried;
        stored += step.stored;
        setProgress({ tried, stored, total: Math.max(open, tried) });
        if (step.next === null || stopped.current) break;
        after = step.next;
      }
      toast({ intent: 'positive', title: t('replayDone', { tried, stored }) });
    } catch (thrown) {
      toast({ intent: 'negative', title: failedText('failed', { reason: reasonOf(thrown) }) });
    } finally {
      setProgress(null);
      await queries.invalidateQueries({ queryKey: sourcesKey });
    }
  };
  if (progress !== null) {
    return <div className="w-96 max-w-full"><ProgressBar value={progress.tried} max={progress.total} label={t('replaying')} detail={t('replayProgress', progress)} onCancel={() => { stopped.current = true; }} /></div>;
  }
  const reason = disabledReason ?? (open === 0 ? t('nothingOpen') : undefined);
  return <Button icon={<RotateCw aria-hidden size={14} />} title={t('replayHint')} {...(reason === undefined ? {} : { disabledReason: reason })} onClick={() => void run()}>{t('replay')}</Button>;
}
