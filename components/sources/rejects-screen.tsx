'use client';
import Link from 'next/link';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { Column } from '../table/column';
import { DataTable } from '../table/data-table';
import { StatusBar } from '../table/status-bar';
import { Time } from '../time/time';
import { EmptyState } from '../ui/empty-state';
import { PageHeader } from '../ui/page-header';

export interface Reject { receivedAt: string; chunk: string; index: number; reason: string; bytes: number; excerpt: string }

const rowId = (row: Reject): string => `${row.chunk} ${row.index}`;

/** What a source sent that could not be read, with the reason and the beginning of the original. */
export function RejectsScreen({ name, rows }: { name: string; rows: readonly Reject[] }) {
  const t = useTranslations('rejects');
  const columns = useMemo<Column<Reject>[]>(() => [
    { id: 'reason', header: t('reason'), width: 320, cell: (row) => <span className="text-content">{row.reason}</span> },
    { id: 'received', header: t('received'), width: 190, cell: (row) => <Time at={row.receivedAt} mode="absolute" /> },
    { id: 'position', header: t('position'), width: 150, align: 'end', cell: (row) => row.index + 1 },
    { id: 'original', header: t('original'), width: 360, grow: true, mono: true, cell: (row) => <span title={row.excerpt}>{row.excerpt}</span> },
  ], [t]);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader title={t('title', { name })} meta={<>{t('meta')} <Link className="underline" href="/settings/sources">{t('back')}</Link></>} />
      <DataTable columns={columns} rows={rows} rowId={rowId} label={t('title', { name })} empty={<EmptyState kind="none-yet" title={t('empty')} body={t('emptyBody')} />} footer={<StatusBar shown={rows.length} />} />
    </div>
  );
}
