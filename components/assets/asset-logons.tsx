'use client';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { LogonRow } from '@/lib/assets/model';
import { assetKeys } from '@/lib/assets/queries';
import { useMessage } from '../i18n/use-message';
import type { Column } from '../table/column';
import { Time } from '../time/time';
import { Badge } from '../ui/badge';
import { EmptyState } from '../ui/empty-state';
import { fetchLogons, type AssetId } from './assets-api';
import { AccountCell, EndpointCell } from './entity-cells';
import { PagedTable } from './paged-table';

/** Who logged on here, or where it logged on; failures too. */
export function AssetLogons({ id, openId, onOpen }: { id: AssetId; openId: string | null; onOpen: (uuid: string | null) => void }) {
  const t = useTranslations('assets.logons');
  const message = useMessage();
  const columns = useMemo<Column<LogonRow>[]>(() => [
    { id: 'time', header: t('time'), width: 180, cell: (row) => <Time at={row.at} mode="absolute" /> },
    { id: 'result', header: t('result'), width: 110, cell: (row) => (row.failed ? <Badge intent="negative">{t('failure')}</Badge> : <span className="text-content-secondary">{t('success')}</span>) },
    { id: 'account', header: t('account'), width: 180, grow: true, cell: (row) => <AccountCell row={row} /> },
    { id: 'endpoint', header: t('endpoint'), width: 160, grow: true, cell: (row) => <EndpointCell row={row} /> },
    { id: 'type', header: t('type'), width: 170, cell: (row) => (row.type === null ? '—' : <>{row.type} <span className="text-content-tertiary">{message.has(`record.logonTypes.${row.type}`) && message(`record.logonTypes.${row.type}`)}</span></>) },
    { id: 'from', header: t('from'), width: 200, mono: true, cell: (row) => [row.from, row.fromHost].filter((part) => part !== null).join(' · ') || '—' },
  ], [t, message]);
  return (
    <PagedTable queryKey={assetKeys.part(id.kind, id.key, 'logons')} load={(cursor, signal) => fetchLogons(id, cursor, signal)} columns={columns} label={t('title')} openId={openId} onOpen={onOpen}
      empty={<EmptyState kind="none-yet" title={t('none')} body={t('noneBody')} />} />
  );
}
