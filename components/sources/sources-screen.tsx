'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { FileUp, Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { useCommands } from '../shell/commands';
import { DataTable } from '../table/data-table';
import { StatusBar } from '../table/status-bar';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { PageHeader } from '../ui/page-header';
import { LoadDemoButton } from './load-demo-button';
import { useSourceColumns } from './source-columns';
import { fetchSources, sourcesKey, type Source } from './sources-api';

const POLL_MS = 10_000;
const rowId = (source: Source): string => String(source.id);

/** Every source with its counters; Enter opens one, `c` adds one. */
export function SourcesScreen({ initial, canWrite }: { initial: Source[]; canWrite: boolean }) {
  const t = useTranslations('sources');
  const queries = useQueryClient(), router = useRouter();
  const { data, isFetching, isError, dataUpdatedAt } = useQuery({ queryKey: sourcesKey, queryFn: ({ signal }) => fetchSources(signal), initialData: initial, refetchInterval: POLL_MS });
  const columns = useSourceColumns();
  const readOnly = canWrite ? {} : { disabledReason: t('readOnly') };
  const goAdd = useCallback(() => router.push('/settings/sources/add'), [router]), goImport = useCallback(() => router.push('/settings/sources/import'), [router]);
  useCommands(() => (canWrite ? [{ id: 'sources.add', label: t('add'), keys: 'c', run: goAdd }, { id: 'sources.import', label: t('import'), keys: 'i', run: goImport }] : []), [t, canWrite, goAdd, goImport]);
  const add = <Button intent="primary" icon={<Plus aria-hidden size={14} />} {...readOnly} onClick={goAdd}>{t('add')}</Button>;
  const upload = <Button icon={<FileUp aria-hidden size={14} />} {...readOnly} onClick={goImport}>{t('import')}</Button>;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader title={t('title')} meta={t('meta', { count: data.length })} actions={<>{upload}{add}</>} />
      <DataTable
        columns={columns} rows={data} rowId={rowId} label={t('title')} fetching={isFetching} failed={isError}
        onOpen={(id) => { if (id !== null) router.push(`/settings/sources/${id}`); }}
        empty={<EmptyState kind="none-yet" title={t('empty')} body={t('emptyBody')} action={<>{add}{upload}<LoadDemoButton {...readOnly} /></>} />}
        footer={<StatusBar shown={data.length} fetching={isFetching} updatedAt={dataUpdatedAt} onRefresh={() => void queries.invalidateQueries({ queryKey: sourcesKey })} />}
      />
    </div>
  );
}
