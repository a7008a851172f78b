'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useReason } from '../settings/use-reason';
import { useCommands } from '../shell/commands';
import { DataTable } from '../table/data-table';
import { StatusBar } from '../table/status-bar';
import { Button } from '../ui/button';
import { useConfirm } from '../ui/confirm';
import { EmptyState } from '../ui/empty-state';
import { PageHeader } from '../ui/page-header';
import { useToast } from '../ui/toast';
import { LoadDemoButton } from './load-demo-button';
import { SourceDialog, type SourceDialogState } from './source-dialog';
import { useSourceColumns } from './source-columns';
import { fetchSources, rotateToken, sourcesKey, type Source } from './sources-api';

const POLL_MS = 10_000;
const rowId = (source: Source): string => String(source.id);

interface Props { initial: Source[]; canWrite: boolean; adding: boolean }

/** Every source with its counters; from here one is added and tokens are replaced. */
export function SourcesScreen({ initial, canWrite, adding }: Props) {
  const t = useTranslations('sources');
  const queries = useQueryClient();
  const [dialog, setDialog] = useState<SourceDialogState>(adding && canWrite ? { step: 'form' } : null);
  const { data, isFetching, isError, dataUpdatedAt } = useQuery({ queryKey: sourcesKey, queryFn: ({ signal }) => fetchSources(signal), initialData: initial, refetchInterval: POLL_MS });
  const columns = useSourceColumns({ canWrite, onRotate: useRotate(setDialog) });
  const readOnly = canWrite ? {} : { disabledReason: t('readOnly') };
  useCommands(() => (canWrite ? [{ id: 'sources.add', label: t('add'), keys: 'c', run: () => setDialog({ step: 'form' }) }] : []), [t, canWrite]);
  const add = <Button intent="primary" icon={<Plus aria-hidden size={14} />} {...readOnly} onClick={() => setDialog({ step: 'form' })}>{t('add')}</Button>;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader title={t('title')} meta={t('meta', { count: data.length })} actions={add} />
      <DataTable
        columns={columns} rows={data} rowId={rowId} label={t('title')} fetching={isFetching} failed={isError}
        empty={<EmptyState kind="none-yet" title={t('empty')} body={t('emptyBody')} action={<>{add}<LoadDemoButton {...readOnly} /></>} />}
        footer={<StatusBar shown={data.length} fetching={isFetching} updatedAt={dataUpdatedAt} onRefresh={() => void queries.invalidateQueries({ queryKey: sourcesKey })} />}
      />
      <SourceDialog state={dialog} onChange={setDialog} />
    </div>
  );
}

/** Replaces a token after asking, and shows the new one. */
function useRotate(show: (state: SourceDialogState) => void): (source: Source) => void {
  const t = useTranslations('sources');
  const reasonOf = useReason(), confirm = useConfirm(), toast = useToast();
  return useCallback((source) => {
    const rotate = async (): Promise<void> => {
      if (!(await confirm({ title: t('rotateTitle', { name: source.name }), body: t('rotateBody'), confirmLabel: t('rotate'), intent: 'danger' }))) return;
      try {
        show({ step: 'credentials', credentials: await rotateToken(source.id) });
      } catch (thrown) {
        toast({ intent: 'negative', title: t('failed', { reason: reasonOf(thrown) }) });
      }
    };
    void rotate();
  }, [t, reasonOf, confirm, toast, show]);
}
