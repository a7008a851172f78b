'use client';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useMessage } from '../i18n/use-message';
import type { AlertContent, Signal } from '@/lib/engine/correlate/types';
import { Button } from '../ui/button';
import { MiddleTruncate } from '../ui/middle-truncate';
import { listIndicators } from './indicator-order';
import { Panel } from './panel';

const SHOWN_FIRST = 8;
/** Values to look for elsewhere: hashes, addresses, domains, paths. */
export function IndicatorsPanel({ indicators, signals }: { indicators: AlertContent['indicators']; signals: readonly Signal[] }) {
  const t = useTranslations('alert');
  const message = useMessage();
  const [all, setAll] = useState(false);
  const listed = useMemo(() => listIndicators(indicators, signals), [indicators, signals]);
  const shown = all ? listed : listed.slice(0, SHOWN_FIRST);
  return (
    <Panel title={t('indicators')} count={listed.length}>
      <ul className="py-1">
        {shown.map((indicator) => (
          <li key={`${indicator.type}|${indicator.field}|${indicator.value}`} className="flex min-h-row min-w-0 items-center gap-3 pr-2 pl-5">
            <span className="w-32 shrink-0 truncate text-sm text-content-tertiary">{message.has(`field.${indicator.field}`) ? message(`field.${indicator.field}`) : indicator.field}</span>
            <span className="flex min-w-0 flex-1 items-center gap-2">
              {indicator.of !== null && <span className="max-w-40 shrink-0 truncate">{indicator.of}</span>}
              <MiddleTruncate value={indicator.value} tail={20} copy className="text-content-secondary" />
            </span>
          </li>
        ))}
      </ul>
      {listed.length > shown.length && <div className="px-5 pb-2" data-print="hide"><Button size="sm" onClick={() => setAll(true)}>{t('showAll', { count: listed.length })}</Button></div>}
    </Panel>
  );
}
