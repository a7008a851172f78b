'use client';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Signal } from '@/lib/engine/correlate/types';
import { Time } from '../time/time';
import { Button } from '../ui/button';
import { cx } from '../ui/cx';
import { SeverityBadge } from '../ui/severity-badge';
import { recordsOf } from './highlights';
import { Panel } from './panel';
import { useSelection } from './use-selection';

const SHOWN_FIRST = 10;

/** The evidence itself: every record that a detection of this alert points to, in order of time. */
export function RecordsPanel({ signals, onRecord }: { signals: readonly Signal[]; onRecord: (uuid: string) => void }) {
  const t = useTranslations('alert');
  const kind = useTranslations('kind');
  const { selection } = useSelection();
  const [all, setAll] = useState(false);
  const records = useMemo(() => recordsOf(signals), [signals]);
  const shown = all ? records : records.slice(0, SHOWN_FIRST);
  return (
    <Panel title={t('records')} count={records.length} className="print:hidden">
      <ul>
        {shown.map((record) => (
          <li key={record.uuid} className={cx('border-b border-stroke-subtle', record.signalKeys.some((key) => selection.signals.has(key)) && 'bg-surface-selected')}>
            <button type="button" onClick={() => onRecord(record.uuid)} className="focus-inset flex min-h-row w-full items-center gap-4 px-5 text-left hover:bg-surface-hover">
              <SeverityBadge level={record.level} compact className="w-4" />
              <Time at={record.at} mode="absolute" className="w-36 shrink-0 text-content-secondary" />
              <span className="w-40 shrink-0 truncate">{kind(record.kind)}</span>
              <span className="w-32 shrink-0 truncate text-content-secondary">{record.endpoint ?? '—'}</span>
              <span className="min-w-0 flex-1 truncate text-content-secondary">{record.rules.join(' · ')}</span>
            </button>
          </li>
        ))}
      </ul>
      {records.length > shown.length && <div className="px-5 py-2"><Button size="sm" onClick={() => setAll(true)}>{t('showAll', { count: records.length })}</Button></div>}
    </Panel>
  );
}
