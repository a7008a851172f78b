'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useMessage } from '../i18n/use-message';
import type { AlertContent } from '@/lib/engine/correlate/types';
import { Button } from '../ui/button';
import { MiddleTruncate } from '../ui/middle-truncate';
import { Panel } from './panel';

const SHOWN_FIRST = 8;
/** The most telling first. Who and where stand under entities; a file name is part of its path. */
const ORDER = ['file_sha256', 'sha256', 'ip', 'domain', 'url', 'command_line', 'fullpath', 'filename', 'registry_key'];
const ELSEWHERE = new Set(['host', 'user_account', 'process_id', 'port', 'filename', 'detection_name']);

/** Values to look for elsewhere: hashes, addresses, domains, paths. */
export function IndicatorsPanel({ indicators, className }: { indicators: AlertContent['indicators']; className?: string }) {
  const t = useTranslations('alert');
  const message = useMessage();
  const [all, setAll] = useState(false);
  const rank = (type: string): number => (ORDER.indexOf(type) + ORDER.length + 1) % (ORDER.length + 1);
  const listed = indicators.filter(({ type }) => !ELSEWHERE.has(type)).map((indicator, index) => ({ ...indicator, index })).sort((a, b) => rank(a.type) - rank(b.type) || a.index - b.index);
  const shown = all ? listed : listed.slice(0, SHOWN_FIRST);
  return (
    <Panel title={t('indicators')} count={listed.length} {...(className === undefined ? {} : { className })}>
      <ul className="py-1">
        {shown.map((indicator) => (
          <li key={`${indicator.type}|${indicator.field}|${indicator.value}`} className="flex min-h-row min-w-0 items-center gap-3 pr-2 pl-5">
            <span className="w-32 shrink-0 truncate text-sm text-content-tertiary">{message.has(`field.${indicator.field}`) ? message(`field.${indicator.field}`) : indicator.field}</span>
            <span className="min-w-0 flex-1"><MiddleTruncate value={indicator.value} tail={20} copy /></span>
          </li>
        ))}
      </ul>
      {listed.length > shown.length && <div className="px-5 pb-2" data-print="hide"><Button size="sm" onClick={() => setAll(true)}>{t('showAll', { count: listed.length })}</Button></div>}
    </Panel>
  );
}
