'use client';
import { RefreshCw } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Time } from '../time/time';
import { cx } from '../ui/cx';
import { IconButton } from '../ui/icon-button';

interface Props { shown: number; total?: number; approximate?: boolean; fetching?: boolean; updatedAt?: number; onRefresh?: () => void }

/** The last line of a list: how much of how much, and how fresh. */
export function StatusBar({ shown, total, approximate = false, fetching = false, updatedAt, onRefresh }: Props) {
  const t = useTranslations('table');
  const counts = total === undefined ? t('rowsOnly', { shown }) : t(approximate ? 'rowsAtLeast' : 'rows', { shown, total });
  return (
    <div className="flex h-8 shrink-0 items-center gap-4 border-t border-stroke bg-surface-sunken px-5 text-sm text-content-tertiary tabular-nums">
      <span role="status">{counts}</span>
      <span className="flex-1" />
      {fetching ? <span>{t('refreshing')}</span> : updatedAt !== undefined && <span>{t('updated')} <Time at={updatedAt} /></span>}
      {onRefresh !== undefined && <IconButton size="sm" label={t('refresh')} onClick={onRefresh} icon={<RefreshCw aria-hidden size={12} className={cx(fetching && 'animate-spin')} />} />}
    </div>
  );
}
