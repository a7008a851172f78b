'use client';
import { useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { ExceptionRow, ExceptionState } from '@/lib/exceptions/model';
import type { Column } from '../table/column';
import { Time } from '../time/time';
import { useNow } from '../time/use-time-zone';
import { Badge, type Intent } from '../ui/badge';
import { useConditionText } from './use-condition-text';

const INTENTS: Readonly<Record<ExceptionState, Intent>> = { proposed: 'notice', active: 'positive', expired: 'neutral', ended: 'neutral' };
const SOON_MS = 14 * 86_400_000;

export function StateOf({ exception }: { exception: ExceptionRow }) {
  const t = useTranslations('exceptions'), now = useNow();
  const soon = exception.state === 'active' && Date.parse(exception.expiresAt) - now < SOON_MS;
  return <span className="inline-flex gap-1"><Badge intent={INTENTS[exception.state]}>{t(`states.${exception.state}`)}</Badge>{soon && <Badge intent="notice">{t('soon')}</Badge>}</span>;
}

export function useExceptionColumns(): readonly Column<ExceptionRow>[] {
  const t = useTranslations('exceptions'), format = useFormatter(), text = useConditionText();
  return useMemo(() => [
    { id: 'id', header: t('columns.id'), width: 80, mono: true, cell: (row) => `EX-${row.id}` },
    { id: 'name', header: t('columns.name'), width: 220, cell: (row) => <span className="truncate" title={row.reason}>{row.title}</span> },
    { id: 'what', header: t('columns.what'), width: 320, grow: true, cell: (row) => <span className="truncate text-content-secondary" title={text(row)}>{text(row)}</span> },
    { id: 'state', header: t('columns.state'), width: 180, cell: (row) => <StateOf exception={row} /> },
    { id: 'hits', header: t('columns.hits'), width: 88, align: 'end', cell: (row) => format.number(row.hits) },
    { id: 'lastHit', header: t('columns.lastHit'), width: 120, cell: (row) => (row.lastHitAt === null ? <span className="text-content-tertiary">{t('neverFired')}</span> : <Time at={row.lastHitAt} />) },
    { id: 'expires', header: t('columns.expires'), width: 160, cell: (row) => <Time at={row.expiresAt} mode="absolute" seconds={false} /> },
    { id: 'owner', header: t('columns.owner'), width: 120, cell: (row) => row.ownerName },
  ], [t, format, text]);
}
