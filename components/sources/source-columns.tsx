'use client';
import Link from 'next/link';
import { useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Column } from '../table/column';
import { Time } from '../time/time';
import { isProduct } from './set-up/catalogue';
import { SourceState } from './source-state';
import type { Source } from './sources-api';

export const UNPARSED = 'unparsed';

export function useSourceColumns(): Column<Source>[] {
  const t = useTranslations('sources');
  const format = useFormatter();
  return useMemo<Column<Source>[]>(() => [
    { id: 'name', header: t('columns.name'), width: 220, grow: true, cell: (row) => <Link href={`/settings/sources/${row.id}`} className="font-medium text-content underline-offset-2 hover:underline">{row.name}</Link> },
    { id: 'product', header: t('columns.product'), width: 190, cell: (row) => (isProduct(row.product) ? t(`products.${row.product}`) : row.product) },
    { id: 'state', header: t('columns.state'), width: 130, cell: (row) => <SourceState source={row} /> },
    { id: 'received', header: t('columns.received'), width: 120, align: 'end', cell: (row) => format.number(row.received) },
    { id: 'unparsed', header: t('columns.unparsed'), width: 120, align: 'end', cell: (row) => <Unparsed row={row} format={(share) => format.number(share, { style: 'percent', maximumFractionDigits: 1 })} /> },
    { id: 'rejected', header: t('columns.rejected'), width: 110, align: 'end', cell: (row) => (row.rejected === 0 ? '0' : <Link className="text-content-notice underline" aria-label={`${t('seeRejects')}: ${row.name}`} href={`/settings/sources/${row.id}/rejects`}>{format.number(row.rejected)}</Link>) },
    { id: 'last', header: t('columns.last'), width: 150, cell: (row) => (row.lastSeen === null ? <span className="text-content-tertiary">—</span> : <Time at={row.lastSeen} />) },
  ], [t, format]);
}

function Unparsed({ row: { families, stored }, format }: { row: Source; format: (share: number) => string }) {
  const count = families[UNPARSED] ?? 0;
  if (count === 0 || stored === 0) return <span className="text-content-tertiary">—</span>;
  return <span className="text-content-notice">{format(count / stored)}</span>;
}
