'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { ProgressBar } from '../../ui/progress-bar';
import type { ImportQueue, QueuedFile } from './use-import-queue';

/** Files of this visit, with their progress and their result. */
export function QueuedFiles({ queue }: { queue: ImportQueue }) {
  return <ul className="flex flex-col gap-2">{queue.files.map((file) => <li key={file.key} className="rounded-md border border-stroke px-3 py-2"><Queued file={file} queue={queue} /></li>)}</ul>;
}

function Queued({ file: { key, file, state, sentBytes, row, reason }, queue }: { file: QueuedFile; queue: ImportQueue }) {
  const t = useTranslations('imports');
  const format = useFormatter();
  const { received = 0, stored = 0, rejected = 0 } = row ?? {};
  const size = (bytes: number): string => format.number(bytes / 1_000_000, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 });
  if (state === 'waiting' || state === 'running') {
    const detail = state === 'waiting' ? t('waiting') : t('progress', { sent: size(sentBytes), total: size(file.size), stored, rejected });
    return <ProgressBar value={sentBytes} max={file.size} label={file.name} detail={detail} onCancel={() => queue.cancel(key)} />;
  }
  return (
    <div role="status" className="flex flex-wrap items-center gap-3">
      <span className="min-w-0 flex-1 truncate text-content">{file.name}</span>
      <span className="text-sm text-content-secondary tabular-nums">
        {state === 'failed' ? t('failed', { reason: reason ?? '' }) : state === 'already' ? t('already') : t('result', { received, stored, rejected })}
      </span>
      <Badge intent={state === 'failed' ? 'negative' : state === 'cancelled' ? 'notice' : 'positive'}>{state === 'cancelled' ? t('cancelled') : state === 'failed' ? t('cancelled') : t('done')}</Badge>
      {(state === 'cancelled' || state === 'failed') && <Button size="sm" onClick={() => queue.resume(key)}>{t('resume')}</Button>}
    </div>
  );
}
