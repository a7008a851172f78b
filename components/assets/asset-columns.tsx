'use client';
import { Laptop, User } from 'lucide-react';
import { useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { AssetRow } from '@/lib/assets/model';
import type { Column } from '../table/column';
import { Time } from '../time/time';
import { Badge } from '../ui/badge';
import { CriticalityBadge, Tags } from './criticality-badge';

/** Columns of the list; those that the server can sort by carry its names as ids. */
export function useAssetColumns(): readonly Column<AssetRow>[] {
  const t = useTranslations('assets');
  const format = useFormatter();
  return useMemo<Column<AssetRow>[]>(() => {
    const count = (value: number) => (value === 0 ? <span className="text-content-tertiary">0</span> : format.number(value));
    return [
      { id: 'name', header: t('columns.name'), width: 260, grow: true, sortable: true, cell: (row) => <Name row={row} /> },
      { id: 'criticality', header: t('columns.criticality'), width: 120, cell: (row) => <CriticalityBadge value={row.criticality} /> },
      { id: 'alerts', header: t('columns.openAlerts'), width: 128, align: 'end', sortable: true, cell: (row) => count(row.openAlerts) },
      { id: 'detections', header: t('columns.detections'), width: 168, align: 'end', sortable: true, cell: (row) => count(row.detections) },
      { id: 'tags', header: t('columns.tags'), width: 180, cell: (row) => <Tags tags={row.tags} /> },
      { id: 'last_seen', header: t('columns.lastSeen'), width: 168, sortable: true, cell: (row) => <Time at={row.lastSeen} mode="absolute" seconds={false} /> },
      { id: 'first_seen', header: t('columns.firstSeen'), width: 168, cell: (row) => <Time at={row.firstSeen} mode="absolute" seconds={false} /> },
      { id: 'records', header: t('columns.records'), width: 112, align: 'end', sortable: true, cell: (row) => count(row.records) },
    ];
  }, [t, format]);
}

function Name({ row }: { row: AssetRow }) {
  const t = useTranslations('assets');
  const Icon = row.kind === 'endpoint' ? Laptop : User;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Icon aria-hidden size={14} className="shrink-0 text-content-tertiary" />
      <span className="truncate text-content" title={row.key}>{row.name}</span>
      {row.merged > 0 && <Badge>{t('columns.merged', { count: row.merged })}</Badge>}
    </span>
  );
}
