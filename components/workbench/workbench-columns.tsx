'use client';
import { Laptop, User } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useMessage } from '../i18n/use-message';
import { StorySentence, useStoryText } from '../alert/story-sentence';
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
    { id: 'score', header: common('score'), width: 124, sortable: true, cell: (row) => <SeverityBadge level={row.severity} score={row.score} compact /> },
    { id: 'what', header: t('what'), width: 400, grow: true, cell: (row) => <What row={row} /> },
    { id: 'impact', header: t('impact'), width: 240, cell: (row) => <Impact row={row} /> },
    { id: 'status', header: common('status'), width: 120, cell: (row) => <StatusBadge status={row.status} finding={row.finding} /> },
    { id: 'owner', header: common('owner'), width: 104, cell: (row) => <span className={row.ownerName === null ? 'text-content-tertiary' : undefined}>{row.ownerName ?? t('unassigned')}</span> },
    { id: 'last_seen', header: common('lastSeen'), width: 160, sortable: true, cell: (row) => <Time at={row.lastSeen} mode="absolute" seconds={false} /> },
    { id: 'created', header: common('age'), width: 88, sortable: true, cell: (row) => <Time at={row.createdAt} /> },
    { id: 'model', header: common('model'), width: 132, cell: (row) => <span className="truncate text-content-secondary">{message.has(`workbench.models.${row.model}`) ? message(`workbench.models.${row.model}`) : row.model}</span> },
    { id: 'first_seen', header: common('firstSeen'), width: 160, cell: (row) => <Time at={row.firstSeen} mode="absolute" seconds={false} /> },
    { id: 'id', header: t('id'), width: 190, mono: true, cell: (row) => <span className="inline-flex items-center gap-1 text-content-secondary">{row.id}<CopyButton value={row.id} label={t('copyId')} /></span> },
  ], [t, common, message]);
}

function What({ row }: { row: WorkbenchRow }) {
  const text = useStoryText();
  return <span className="block truncate text-content-secondary" title={text(row.title)}><StorySentence sentence={row.title} /></span>;
}

function Impact({ row }: { row: WorkbenchRow }) {
  const t = useTranslations('workbench');
  const names = (kind: 'host' | 'account'): string[] => row.impact.filter((entity) => entity.kind === kind).map((entity) => (kind === 'account' ? shortValue('account', entity.name) : /^[\d.]+$/.test(entity.name) ? entity.name : (entity.name.split('.')[0] ?? entity.name)));
  const parts = [
    { Icon: Laptop, label: t('hosts', { count: row.endpointCount }), count: row.endpointCount, names: names('host') },
    { Icon: User, label: t('accounts', { count: row.accountCount }), count: row.accountCount, names: names('account') },
  ];
  return (
    <span className="flex items-center gap-3">
      {parts.map(({ Icon, label, count, names: list }) => (
        <span key={label} title={`${label}: ${list.join(', ')}`} className="flex min-w-0 flex-1 basis-0 items-center gap-1">
          <Icon aria-hidden size={12} className="shrink-0 text-content-tertiary" />
          <span className="sr-only">{label}</span>
          <span aria-hidden className="tabular-nums">{count}</span>
          <span className="truncate text-content-tertiary">{list.slice(0, 3).join(', ')}</span>
        </span>
      ))}
    </span>
  );
}
