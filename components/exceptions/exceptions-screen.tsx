'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { DataTable } from '../table/data-table';
import { StatusBar } from '../table/status-bar';
import { useOpenRow } from '../table/use-open-row';
import { EmptyState } from '../ui/empty-state';
import { PageHeader } from '../ui/page-header';
import { useExceptionColumns } from './exception-columns';
import { ExceptionPanel } from './exception-panel';
import { exceptionsKey, fetchExceptions, type ExceptionList } from './exceptions-api';

const rowId = ({ id }: { id: number }): string => String(id);

/** Every exception: what it mutes, why, until when, how often it did. */
export function ExceptionsScreen({ initial, meId, canWrite }: { initial: ExceptionList; meId: number; canWrite: boolean }) {
  const t = useTranslations('exceptions');
  const queries = useQueryClient();
  const { data, isFetching, isError, dataUpdatedAt } = useQuery({ queryKey: exceptionsKey, queryFn: ({ signal }) => fetchExceptions(signal), initialData: initial });
  const { openId, open, close } = useOpenRow();
  const columns = useExceptionColumns();
  const opened = useMemo(() => data.items.find((row) => rowId(row) === openId), [data.items, openId]);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader title={t('title')} meta={<span className="block max-w-prose">{t('meta')}</span>} />
      <DataTable
        columns={columns} rows={data.items} rowId={rowId} label={t('title')} fetching={isFetching} failed={isError} openId={openId} onOpen={open}
        empty={<EmptyState kind="none-yet" title={t('empty')} body={t('emptyBody')} />}
        footer={<StatusBar shown={data.items.length} total={data.items.length} fetching={isFetching} updatedAt={dataUpdatedAt} onRefresh={() => void queries.invalidateQueries({ queryKey: exceptionsKey })} />}
      />
      {opened !== undefined && <ExceptionPanel exception={opened} meId={meId} canWrite={canWrite} onClose={close} />}
    </div>
  );
}
