'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { useUrlState } from '../filter/use-url-state';
import { useReason } from '../settings/use-reason';
import { DataTable } from '../table/data-table';
import { StatusBar } from '../table/status-bar';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { Select } from '../ui/select';
import { useToast } from '../ui/toast';
import { fetchOutbox, notificationsKey, outboxKey, resend } from './notifications-api';
import { useOutboxColumns } from './outbox-columns';

const REFRESH_MS = 10_000;
const rowId = ({ id }: { id: string }): string => id;

/** What waits, what was put aside, and what was delivered last. */
export function OutboxPanel({ canWrite }: { canWrite: boolean }) {
  const t = useTranslations('notifications');
  const [shown, setShown] = useUrlState('shown', 'open');
  const queries = useQueryClient();
  const { data, isPending, isFetching, isError, dataUpdatedAt } = useQuery({ queryKey: outboxKey, queryFn: ({ signal }) => fetchOutbox(signal), refetchInterval: REFRESH_MS });
  const again = useResend();
  const columns = useOutboxColumns({ canWrite, onResend: useCallback((row) => void again([row.id]), [again]) });
  const delivered = shown === 'delivered', rows = data === undefined ? [] : delivered ? data.delivered : data.open;
  const dead = data?.open.filter(({ state }) => state === 'dead').length ?? 0;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="gutter flex items-center gap-2 border-b border-stroke py-2">
        <Select size="sm" aria-label={t('outbox')} value={delivered ? 'delivered' : 'open'} onValueChange={(value) => setShown(value === 'open' ? null : value)} options={[{ value: 'open', label: t('outboxOpen') }, { value: 'delivered', label: t('outboxDelivered') }]} />
        {dead > 1 && !delivered && <Button size="sm" {...(canWrite ? {} : { disabledReason: t('readOnly') })} onClick={() => void again('all')}>{t('resendAll', { count: dead })}</Button>}
      </div>
      <DataTable
        columns={columns} rows={rows} rowId={rowId} label={t('outbox')} loading={isPending} fetching={isFetching} failed={isError}
        empty={<EmptyState kind="none-yet" title={t(delivered ? 'deliveredEmpty' : 'outboxEmpty')} body={t(delivered ? 'deliveredEmptyBody' : 'outboxEmptyBody')} />}
        footer={<StatusBar shown={rows.length} fetching={isFetching} updatedAt={dataUpdatedAt} onRefresh={() => void queries.invalidateQueries({ queryKey: outboxKey })} />}
      />
    </div>
  );
}

function useResend(): (ids: readonly string[] | 'all') => Promise<void> {
  const t = useTranslations('notifications');
  const queries = useQueryClient(), toast = useToast(), reasonOf = useReason();
  return useCallback(async (ids) => {
    try {
      toast({ intent: 'positive', title: t('resent', { count: await resend(ids) }) });
    } catch (thrown) {
      toast({ intent: 'negative', title: t('failed', { reason: reasonOf(thrown) }) });
    } finally {
      await queries.invalidateQueries({ queryKey: notificationsKey });
    }
  }, [t, queries, toast, reasonOf]);
}
