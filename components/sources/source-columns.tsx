'use client';
import { KeyRound } from 'lucide-react';
import Link from 'next/link';
import { useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Column } from '../table/column';
import { Time } from '../time/time';
import { Button } from '../ui/button';
import { SourceState } from './source-state';
import { isProduct, type Source } from './sources-api';

interface Options { canWrite: boolean; onRotate: (source: Source) => void }

export function useSourceColumns({ canWrite, onRotate }: Options): Column<Source>[] {
  const t = useTranslations('sources');
  const format = useFormatter();
  return useMemo<Column<Source>[]>(() => [
    { id: 'name', header: t('columns.name'), width: 220, grow: true, cell: (row) => <span className="font-medium text-content">{row.name}</span> },
    { id: 'product', header: t('columns.product'), width: 190, cell: (row) => (isProduct(row.product) ? t(`products.${row.product}`) : row.product) },
    { id: 'state', header: t('columns.state'), width: 130, cell: (row) => <SourceState source={row} /> },
    { id: 'received', header: t('columns.received'), width: 120, align: 'end', cell: (row) => format.number(row.received) },
    { id: 'rejected', header: t('columns.rejected'), width: 110, align: 'end', cell: (row) => (row.rejected === 0 ? '0' : <Link className="text-content-notice underline" aria-label={`${t('seeRejects')}: ${row.name}`} href={`/settings/sources/${row.id}/rejects`}>{format.number(row.rejected)}</Link>) },
    { id: 'last', header: t('columns.last'), width: 150, cell: (row) => (row.lastSeen === null ? <span className="text-content-tertiary">—</span> : <Time at={row.lastSeen} />) },
    {
      id: 'actions', header: t('columns.actions'), hideHeader: true, width: 140, align: 'end',
      cell: (row) => <Button size="sm" icon={<KeyRound aria-hidden size={12} />} {...(canWrite ? {} : { disabledReason: t('readOnly') })} onClick={(event) => { event.stopPropagation(); onRotate(row); }}>{t('rotate')}</Button>,
    },
  ], [t, format, canWrite, onRotate]);
}
