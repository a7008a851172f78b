'use client';
import { Pencil, Send, Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { TargetView } from '@/lib/notifications/model';
import type { Column } from '../table/column';
import { Time } from '../time/time';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { IconButton } from '../ui/icon-button';

const INTENTS = { off: 'neutral', failing: 'negative', ok: 'positive', new: 'neutral' } as const;

/** How a target is doing, as one word. */
export function targetState({ enabled, failures, dead, lastDeliveredAt }: Pick<TargetView, 'enabled' | 'failures' | 'dead' | 'lastDeliveredAt'>): keyof typeof INTENTS {
  if (!enabled) return 'off';
  if (failures > 0 || dead > 0) return 'failing';
  return lastDeliveredAt === null ? 'new' : 'ok';
}

interface Options { canWrite: boolean; onEdit: (target: TargetView) => void; onTest: (target: TargetView) => void; onRemove: (target: TargetView) => void }

export function useTargetColumns({ canWrite, onEdit, onTest, onRemove }: Options): readonly Column<TargetView>[] {
  const t = useTranslations('notifications'), severity = useTranslations('severity'), format = useFormatter();
  return useMemo(() => {
    const off = canWrite ? {} : { disabledReason: t('readOnly') };
    return [
      { id: 'name', header: t('columns.name'), width: 220, grow: true, cell: (row) => <span className="truncate font-medium text-content">{row.name}</span> },
      { id: 'channel', header: t('columns.channel'), width: 200, cell: (row) => t(`channels.${row.channel}`) },
      {
        id: 'state', header: t('columns.state'), width: 260,
        cell: (row) => <span className="inline-flex min-w-0 items-center gap-2"><Badge intent={INTENTS[targetState(row)]}>{t(`states.${targetState(row)}`)}</Badge>{row.lastError !== null && <span className="truncate text-sm text-content-secondary" title={row.lastError}>{row.lastError}</span>}</span>,
      },
      { id: 'what', header: t('columns.what'), width: 130, cell: (row) => t('from', { severity: severity(row.settings.minSeverity) }) },
      { id: 'last', header: t('columns.last'), width: 130, cell: (row) => (row.lastDeliveredAt === null ? <span className="text-content-tertiary">{t('never')}</span> : <Time at={row.lastDeliveredAt} />) },
      { id: 'waiting', header: t('columns.waiting'), width: 84, align: 'end', cell: (row) => format.number(row.waiting) },
      { id: 'dead', header: t('columns.dead'), width: 90, align: 'end', cell: (row) => <span className={row.dead > 0 ? 'text-content-negative' : ''}>{format.number(row.dead)}</span> },
      {
        id: 'actions', header: t('columns.actions'), hideHeader: true, width: 190, align: 'end',
        cell: (row) => (
          <span className="inline-flex gap-1">
            <Button size="sm" icon={<Send aria-hidden size={12} />} {...off} onClick={(event) => { event.stopPropagation(); onTest(row); }}>{t('testShort')}</Button>
            <IconButton size="sm" label={t('change', { name: row.name })} icon={<Pencil aria-hidden size={12} />} {...off} onClick={(event) => { event.stopPropagation(); onEdit(row); }} />
            <IconButton size="sm" label={t('removeTitle', { name: row.name })} icon={<Trash2 aria-hidden size={12} />} {...off} onClick={(event) => { event.stopPropagation(); onRemove(row); }} />
          </span>
        ),
      },
    ];
  }, [t, severity, format, canWrite, onEdit, onTest, onRemove]);
}
