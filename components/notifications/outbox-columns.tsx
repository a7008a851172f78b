'use client';
import Link from 'next/link';
import { useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { OutboxState, OutboxView } from '@/lib/notifications/model';
import { useMessage } from '../i18n/use-message';
import type { Column } from '../table/column';
import { Time } from '../time/time';
import { Badge, type Intent } from '../ui/badge';
import { Button } from '../ui/button';

const INTENTS: Readonly<Record<OutboxState, Intent>> = { waiting: 'notice', sending: 'accent', delivered: 'positive', dead: 'negative' };

function Subject({ subject }: { subject: string }) {
  if (!subject.startsWith('WB-')) return <span className="font-mono">{subject}</span>;
  return <Link className="font-mono text-content-accent underline-offset-2 hover:underline" href={`/workbench/${subject}`}>{subject}</Link>;
}

function Detail({ row }: { row: OutboxView }) {
  const t = useTranslations('notifications'), message = useMessage();
  if (row.state === 'delivered') return row.outcome === null ? null : message(`notifications.outcome.${row.outcome}`);
  return (
    <span className="inline-flex min-w-0 gap-2">
      {row.held !== null && <span>{t(`held.${row.held}`)}</span>}
      {row.state === 'waiting' && <span>{t(row.error === null ? 'due' : 'nextTry')} <Time at={row.dueAt} mode="absolute" /></span>}
      {row.error !== null && <span className="truncate text-content-secondary" title={row.error}>{row.error}</span>}
    </span>
  );
}

interface Options { canWrite: boolean; onResend: (row: OutboxView) => void }

export function useOutboxColumns({ canWrite, onResend }: Options): readonly Column<OutboxView>[] {
  const t = useTranslations('notifications'), message = useMessage(), format = useFormatter();
  return useMemo(() => [
    { id: 'subject', header: t('columns.subject'), width: 220, cell: (row) => <Subject subject={row.subject} /> },
    { id: 'state', header: t('columns.state'), width: 110, cell: (row) => <Badge intent={INTENTS[row.state]}>{t(`row.${row.state}`)}</Badge> },
    { id: 'events', header: t('columns.events'), width: 200, cell: (row) => <span className="truncate">{format.list(row.events.map((event) => message(`notifications.event.${event}`)), { type: 'unit' })}</span> },
    { id: 'target', header: t('columns.target'), width: 170, cell: (row) => <span className="truncate">{row.targetName}</span> },
    { id: 'when', header: t('columns.when'), width: 120, cell: (row) => <Time at={row.state === 'delivered' && row.finishedAt !== null ? row.finishedAt : row.createdAt} /> },
    { id: 'attempts', header: t('columns.attempts'), width: 72, align: 'end', cell: (row) => format.number(row.attempts) },
    { id: 'detail', header: t('columns.detail'), width: 300, grow: true, cell: (row) => <Detail row={row} /> },
    {
      id: 'actions', header: t('columns.actions'), hideHeader: true, width: 110, align: 'end',
      cell: (row) => row.state === 'dead' && <Button size="sm" {...(canWrite ? {} : { disabledReason: t('readOnly') })} onClick={(event) => { event.stopPropagation(); onResend(row); }}>{t('resend')}</Button>,
    },
  ], [t, message, format, canWrite, onResend]);
}
