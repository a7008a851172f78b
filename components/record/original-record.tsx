'use client';
import { useMemo, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { RecordDetail } from '@/lib/detections/model';
import { Button } from '../ui/button';
import { CodeBlock } from '../ui/code-block';
import { CopyButton } from '../ui/copy-button';
import { prettyJson } from './pretty-json';

/** The record as the sender wrote it: laid out when it is JSON, byte for byte on request and in the clipboard. */
export function OriginalRecord({ record }: { record: Pick<RecordDetail, 'original' | 'encoding' | 'bytes' | 'format'> }) {
  const t = useTranslations('record');
  const format = useFormatter();
  const pretty = useMemo(() => (record.encoding === 'utf-8' ? prettyJson(record.original) : undefined), [record]);
  const [asSent, setAsSent] = useState(false);
  const shown = asSent || pretty === undefined ? record.original : pretty;
  return (
    <div>
      <div className="mb-2 flex flex-wrap items-center gap-2 text-sm text-content-tertiary">
        <span className="min-w-0 flex-1">{t('bytes', { bytes: format.number(record.bytes) })}{record.format !== 'auto' && ` · ${record.format}`}{record.encoding === 'base64' && ` · ${t('base64')}`}</span>
        {pretty !== undefined && <Button size="sm" aria-pressed={asSent} onClick={() => setAsSent(!asSent)}>{asSent ? t('layOut') : t('showAsSent')}</Button>}
        {shown !== record.original && <CopyButton value={record.original} label={t('copyAsSent')} />}
      </div>
      <CodeBlock code={shown} label={pretty === undefined ? t('text') : 'JSON'} wrap />
    </div>
  );
}
