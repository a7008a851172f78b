'use client';
import { useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { ExceptionRow } from '@/lib/exceptions/model';
import { useMessage } from '../i18n/use-message';
import { useReason } from '../settings/use-reason';
import { Time } from '../time/time';
import { Button } from '../ui/button';
import { useConfirm } from '../ui/confirm';
import { Flyout } from '../ui/flyout';
import { PropertiesTable, type PropertyRow } from '../ui/properties-table';
import { useToast } from '../ui/toast';
import { StateOf } from './exception-columns';
import { approveException, endException, exceptionsKey, prolongException } from './exceptions-api';

interface Props { exception: ExceptionRow; meId: number; canWrite: boolean; onClose: () => void }

const PROLONG_DAYS = 90;

/** All about one exception, and what can be done with it. */
export function ExceptionPanel({ exception, meId, canWrite, onClose }: Props) {
  const name = `EX-${exception.id}`;
  return (
    <Flyout open onClose={onClose} label={name} title={<span className="flex items-center gap-2"><span className="font-mono text-content-secondary">{name}</span>{exception.title}</span>} subtitle={<StateOf exception={exception} />}
      actions={<Actions exception={exception} meId={meId} canWrite={canWrite} />}>
      <div className="flex flex-col gap-6 px-5 py-4"><Details exception={exception} /></div>
    </Flyout>
  );
}

function Details({ exception }: { exception: ExceptionRow }) {
  const t = useTranslations('exceptions'), message = useMessage(), format = useFormatter();
  const { conditions, scope } = exception;
  const list = (key: string, label: string, values: readonly string[]): PropertyRow[] => (values.length === 0 ? [] : [{ key, label, mono: true, value: <span className="break-all">{values.join(', ')}</span> }]);
  const said = (key: string, label: string, at: string | null): PropertyRow[] => (at === null ? [] : [{ key, label, value: <Time at={at} mode="absolute" seconds={false} /> }]);
  return (
    <>
      <p className="whitespace-pre-wrap">{exception.reason}</p>
      <PropertiesTable rows={[
        ...conditions.map(({ property, operator, values }): PropertyRow => ({ key: property, label: message(`field.${property}`), value: <span className="break-all"><span className="text-content-tertiary">{t(`operators.${operator}`)}</span> <span className="font-mono whitespace-pre-wrap">{values.join('\n')}</span></span> })),
        ...list('rules', t('byRule'), scope.rules), ...list('endpoints', t('byEndpoint'), scope.endpoints), ...list('accounts', t('byAccount'), scope.accounts),
      ]} />
      <PropertiesTable rows={[
        { key: 'hits', label: t('columns.hits'), value: format.number(exception.hits) },
        ...said('lastHit', t('columns.lastHit'), exception.lastHitAt), ...said('expires', t('columns.expires'), exception.expiresAt),
        { key: 'owner', label: t('columns.owner'), value: exception.ownerName },
        ...said('created', t('madeBy', { name: exception.createdByName }), exception.createdAt),
        ...(exception.approvedByName === null ? [] : said('approved', t('approvedBy', { name: exception.approvedByName }), exception.startsAt)),
        ...said('ended', t('endedBy', { name: exception.endedByName ?? '' }), exception.endedAt),
        ...(exception.alertId === null ? [] : [{ key: 'alert', label: t('fromAlert'), value: <Link className="font-mono text-content-accent underline-offset-2 hover:underline" href={`/workbench/${exception.alertId}`}>{exception.alertId}</Link> }]),
      ]} />
    </>
  );
}

function Actions({ exception, meId, canWrite }: Omit<Props, 'onClose'>) {
  const t = useTranslations('exceptions');
  const queries = useQueryClient(), confirm = useConfirm(), toast = useToast(), reasonOf = useReason();
  const [busy, setBusy] = useState(false);
  const { id, version, state } = exception;
  const run = async (work: () => Promise<void>, said: string): Promise<void> => {
    setBusy(true);
    try {
      await work();
      toast({ intent: 'positive', title: said });
    } catch (thrown) {
      toast({ intent: 'negative', title: reasonOf(thrown) });
    } finally {
      setBusy(false);
      await queries.invalidateQueries({ queryKey: exceptionsKey });
    }
  };
  const end = async (): Promise<void> => {
    if (await confirm({ title: t('endTitle', { id }), body: t('endBody'), confirmLabel: state === 'proposed' ? t('refuse') : t('end'), intent: 'danger' })) await run(() => endException(id), t('endedToast', { id }));
  };
  const off = canWrite ? {} : { disabledReason: t('readOnly') };
  const offApprove = !canWrite ? off : exception.createdBy === meId ? { disabledReason: t('ownProposal') } : {};
  if (state === 'ended' || state === 'expired') return null;
  return (
    <>
      {state === 'proposed' && <Button size="sm" intent="primary" busy={busy} {...offApprove} onClick={() => void run(() => approveException(id), t('approved', { id }))}>{t('approve')}</Button>}
      {state === 'active' && <Button size="sm" busy={busy} {...off} onClick={() => void run(() => prolongException(id, version, PROLONG_DAYS), t('prolonged', { id }))}>{t('prolong')}</Button>}
      <Button size="sm" busy={busy} {...off} onClick={() => void end()}>{state === 'proposed' ? t('refuse') : t('end')}</Button>
    </>
  );
}
