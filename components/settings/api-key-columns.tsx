'use client';
import { Ban } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { Column } from '../table/column';
import { Time } from '../time/time';
import { useNow } from '../time/use-time-zone';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { apiKeyState, type ApiKey } from './api-keys-api';
import { useRoleLabel } from './use-role-label';

const INTENTS = { active: 'positive', expired: 'notice', revoked: 'neutral' } as const;

function State({ apiKey }: { apiKey: ApiKey }) {
  const t = useTranslations('apiKeys');
  const state = apiKeyState(apiKey, useNow());
  return <Badge intent={INTENTS[state]}>{t(`states.${state}`)}</Badge>;
}

interface Options { canWrite: boolean; onRevoke: (key: ApiKey) => void }

export function useApiKeyColumns({ canWrite, onRevoke }: Options): Column<ApiKey>[] {
  const t = useTranslations('apiKeys');
  const roleLabel = useRoleLabel();
  return useMemo<Column<ApiKey>[]>(() => {
    const reason = (key: ApiKey): { disabledReason?: string } => {
      if (!canWrite) return { disabledReason: t('readOnly') };
      return key.revokedAt === null ? {} : { disabledReason: t('alreadyOff') };
    };
    return [
      { id: 'name', header: t('columns.name'), width: 260, grow: true, cell: (key) => <><span className="font-medium text-content">{key.name}</span> <span className="font-mono text-sm text-content-tertiary">{key.prefix}…</span></> },
      { id: 'role', header: t('columns.role'), width: 160, cell: (key) => roleLabel(key.role) },
      { id: 'state', header: t('columns.state'), width: 120, cell: (key) => <State apiKey={key} /> },
      { id: 'created', header: t('columns.created'), width: 130, cell: (key) => <Time at={key.createdAt} /> },
      { id: 'expires', header: t('columns.expires'), width: 180, cell: (key) => (key.expiresAt === null ? t('noEnd') : <Time at={key.expiresAt} mode="absolute" />) },
      { id: 'used', header: t('columns.used'), width: 130, cell: (key) => (key.lastUsedAt === null ? t('never') : <Time at={key.lastUsedAt} />) },
      {
        id: 'actions', header: t('columns.actions'), hideHeader: true, width: 120, align: 'end',
        cell: (key) => <Button size="sm" icon={<Ban aria-hidden size={12} />} {...reason(key)} onClick={(event) => { event.stopPropagation(); onRevoke(key); }}>{t('revoke')}</Button>,
      },
    ];
  }, [t, roleLabel, canWrite, onRevoke]);
}
