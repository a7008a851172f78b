'use client';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useMessage } from '../i18n/use-message';
import { StorySentence } from '../alert/story-sentence';
import { shortValue } from '../alert/story-text';
import type { Column } from '../table/column';
import { Time } from '../time/time';
import { CopyButton } from '../ui/copy-button';
import { SeverityBadge } from '../ui/severity-badge';
import { StatusBadge } from './status-badge';
import type { WorkbenchRow } from './workbench-data';

/** Columns of the list; those that the server can sort by carry its names as ids. */
export function useWorkbenchColumns(): readonly Column<WorkbenchRow>[] {
  const t = useTranslations('workbench');
  const common = useTranslations('common');
  const message = useMessage();
  return useMemo(() => [
    { id: 'score', header: common('score'), width: 76, sortable: true, cell: (row) => <SeverityBadge level={row.severity} score={row.score} compact /> },
    { id: 'what', header: t('what'), width: 380, grow: true, cell: (row) => <span className="block truncate text-content-secondary"><StorySentence sentence={row.title} /></span> },
    { id: 'impact', header: t('impact'), width: 220, cell: (row) => <Impact row={row} /> },
    { id: 'status', header: common('status'), width: 124, cell: (row) => <StatusBadge status={row.status} finding={row.finding} /> },
    { id: 'owner', header: common('owner'), width: 96, cell: (row) => <span className={row.ownerName === null ? 'text-content-tertiary' : undefined}>{row.ownerName ?? t('unassigned')}</span> },
    { id: 'model', header: common('model'), width: 132, cell: (row) => <span className="truncate text-content-secondary">{message.has(`workbench.models.${row.model}`) ? message(`workbench.models.${row.model}`) : row.model}</span> },
    { id: 'first_seen', header: common('firstSeen'), width: 128, cell: (row) => <Time at={row.firstSeen} mode="absolute" seconds={false} /> },
    { id: 'last_seen', header: common('lastSeen'), width: 128, sortable: true, cell: (row) => <Time at={row.lastSeen} mode="absolute" seconds={false} /> },
    { id: 'created', header: common('age'), width: 96, sortable: true, cell: (row) => <Time at={row.createdAt} /> },
    { id: 'id', header: t('id'), width: 190, mono: true, cell: (row) => <span className="inline-flex items-center gap-1 text-content-secondary">{row.id}<CopyButton value={row.id} label={t('copyId')} /></span> },
  ], [t, common, message]);
}

function Impact({ row }: { row: WorkbenchRow }) {
  const t = useTranslations('workbench');
  const names = (kind: 'host' | 'account'): string[] => row.impact.filter((entity) => entity.kind === kind).map((entity) => (kind === 'host' ? (/^[\d.]+$/.test(entity.name) ? entity.name : entity.name.split('.')[0] ?? entity.name) : shortValue('account', entity.name)));
  const hosts = names('host'), accounts = names('account');
  return (
    <span className="block truncate text-content-secondary" title={[...hosts, ...accounts].join(', ')}>
      <span className="text-content tabular-nums">{t('hosts', { count: row.endpointCount })}</span>
      {hosts.length > 0 && <span className="text-content-tertiary"> {hosts.slice(0, 3).join(', ')}</span>}
      <span className="text-content tabular-nums"> · {t('accounts', { count: row.accountCount })}</span>
      {accounts.length > 0 && <span className="text-content-tertiary"> {accounts.slice(0, 3).join(', ')}</span>}
    </span>
  );
}
