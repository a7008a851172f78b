'use client';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { TimelineRow } from '@/lib/assets/model';
import { assetKeys } from '@/lib/assets/queries';
import { useMessage } from '../i18n/use-message';
import type { Column } from '../table/column';
import { Time } from '../time/time';
import { EmptyState } from '../ui/empty-state';
import { fetchTimeline, type AssetId } from './assets-api';
import { AccountCell, EndpointCell } from './entity-cells';
import { PagedTable } from './paged-table';
import { TreeLink } from './tree-link';

/** Everything that was recorded of it, the newest first. */
export function AssetTimeline({ id, openId, onOpen }: { id: AssetId; openId: string | null; onOpen: (uuid: string | null) => void }) {
  const t = useTranslations('assets.timeline'), tree = useTranslations('assets.processes');
  const message = useMessage();
  const columns = useMemo<Column<TimelineRow>[]>(() => [
    { id: 'time', header: t('time'), width: 180, cell: (row) => <Time at={row.at} mode="absolute" /> },
    { id: 'kind', header: t('kind'), width: 180, cell: (row) => message(`kind.${row.kind}`) },
    { id: 'what', header: t('what'), width: 360, grow: true, mono: true, cell: (row) => <span className="truncate" title={row.what ?? undefined}>{row.what ?? '—'}</span> },
    id.kind === 'endpoint' ? { id: 'account', header: t('account'), width: 180, cell: (row) => <AccountCell row={row} /> } : { id: 'endpoint', header: t('endpoint'), width: 180, cell: (row) => <EndpointCell row={row} /> },
    { id: 'tree', header: tree('tree'), hideHeader: true, width: 48, cell: (row) => <TreeLink endpointKey={row.endpointKey} at={row.at} /> },
  ], [t, tree, message, id.kind]);
  return (
    <PagedTable queryKey={assetKeys.part(id.kind, id.key, 'timeline')} load={(cursor, signal) => fetchTimeline(id, cursor, signal)} columns={columns} label={t('title')} openId={openId} onOpen={onOpen}
      empty={<EmptyState kind="none-yet" title={t('none')} body={t('noneBody')} />} />
  );
}
