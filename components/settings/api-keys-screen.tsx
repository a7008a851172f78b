'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useCommands } from '../shell/commands';
import { DataTable } from '../table/data-table';
import { StatusBar } from '../table/status-bar';
import { Button } from '../ui/button';
import { useConfirm } from '../ui/confirm';
import { EmptyState } from '../ui/empty-state';
import { PageHeader } from '../ui/page-header';
import { useToast } from '../ui/toast';
import { useApiKeyColumns } from './api-key-columns';
import { ApiKeyDialog, type ApiKeyDialogState } from './api-key-dialog';
import { apiKeysKey, fetchApiKeys, revokeApiKey, type ApiKey } from './api-keys-api';
import { useReason } from './use-reason';

const rowId = (key: ApiKey): string => String(key.id);

/** The keys of the tenant: list, make, revoke. `initial` null: this role may not see them. */
export function ApiKeysScreen({ initial, roles, canWrite }: { initial: ApiKey[] | null; roles: readonly string[]; canWrite: boolean }) {
  const t = useTranslations('apiKeys');
  if (initial === null) return <><PageHeader title={t('title')} /><EmptyState kind="no-right" body={t('noRight')} /></>;
  return <ApiKeyList initial={initial} roles={roles} canWrite={canWrite} />;
}

function ApiKeyList({ initial, roles, canWrite }: { initial: ApiKey[]; roles: readonly string[]; canWrite: boolean }) {
  const t = useTranslations('apiKeys');
  const queries = useQueryClient();
  const [dialog, setDialog] = useState<ApiKeyDialogState>(null);
  const { data, isFetching, isError, dataUpdatedAt } = useQuery({ queryKey: apiKeysKey, queryFn: ({ signal }) => fetchApiKeys(signal), initialData: initial });
  const columns = useApiKeyColumns({ canWrite, onRevoke: useRevoke() });
  useCommands(() => (canWrite ? [{ id: 'api-keys.create', label: t('create'), keys: 'c', run: () => setDialog({ step: 'form' }) }] : []), [t, canWrite]);
  const create = <Button intent="primary" icon={<Plus aria-hidden size={14} />} {...(canWrite ? {} : { disabledReason: t('readOnly') })} onClick={() => setDialog({ step: 'form' })}>{t('create')}</Button>;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader title={t('title')} meta={t('meta')} actions={create} />
      <DataTable
        columns={columns} rows={data} rowId={rowId} label={t('title')} fetching={isFetching} failed={isError}
        empty={<EmptyState kind="none-yet" title={t('empty')} body={t('emptyBody')} action={create} />}
        footer={<StatusBar shown={data.length} fetching={isFetching} updatedAt={dataUpdatedAt} onRefresh={() => void queries.invalidateQueries({ queryKey: apiKeysKey })} />}
      />
      <ApiKeyDialog roles={roles} state={dialog} onChange={setDialog} />
    </div>
  );
}

function useRevoke(): (key: ApiKey) => void {
  const t = useTranslations('apiKeys');
  const reasonOf = useReason(), confirm = useConfirm(), toast = useToast(), queries = useQueryClient();
  return useCallback((key) => {
    const revoke = async (): Promise<void> => {
      if (!(await confirm({ title: t('revokeTitle', { name: key.name }), body: t('revokeBody'), confirmLabel: t('revoke'), intent: 'danger' }))) return;
      try {
        await revokeApiKey(key.id);
        toast({ title: t('revoked', { name: key.name }) });
      } catch (thrown) {
        toast({ intent: 'negative', title: t('failed', { reason: reasonOf(thrown) }) });
      } finally {
        await queries.invalidateQueries({ queryKey: apiKeysKey });
      }
    };
    void revoke();
  }, [t, reasonOf, confirm, toast, queries]);
}
