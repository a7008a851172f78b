'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { AlertStatus, Finding } from '@/lib/alerts/model';
import { FINDINGS, STATUSES, type AlertChange } from '../alert/alert-data';
import type { Person } from '../alert/use-change-alert';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { Select } from '../ui/select';

type OwnerChoice = 'keep' | 'me' | 'none';
type StatusChoice = AlertStatus | 'keep';

interface Props { count: number; me: Person; onClose: () => void; onApply: (change: AlertChange) => void }

/** One decision for many alerts. Says how many before anything happens. */
export function BulkDialog({ count, me, onClose, onApply }: Props) {
  const t = useTranslations('workbench'), common = useTranslations('common'), ui = useTranslations('ui'), statuses = useTranslations('status'), findings = useTranslations('finding');
  const [status, setStatus] = useState<StatusChoice>('keep');
  const [finding, setFinding] = useState<Finding | undefined>();
  const [owner, setOwner] = useState<OwnerChoice>('keep');
  const closing = status === 'closed';
  const missing = closing && finding === undefined ? t('closingNeedsFinding') : status === 'keep' && owner === 'keep' ? t('bulkNothing') : undefined;
  const apply = (): void => onApply({
    ...(status === 'keep' ? {} : { status }), ...(closing && finding !== undefined ? { finding } : {}), ...(owner === 'keep' ? {} : { ownerId: owner === 'me' ? me.id : null }),
  });
  return (
    <Dialog open onOpenChange={(open) => { if (!open) onClose(); }} title={t('bulkTitle', { count })} description={t('bulkBody')}
      footer={<><Button onClick={onClose}>{ui('cancel')}</Button><Button intent="primary" onClick={apply} {...(missing === undefined ? {} : { disabledReason: missing })}>{t('bulkApply', { count })}</Button></>}>
      <form className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); if (missing === undefined) apply(); }}>
        <Field label={common('status')}>{(ids) => <Select {...ids} value={status} onValueChange={setStatus} options={[{ value: 'keep' as const, label: t('bulkKeep') }, ...STATUSES.map((value) => ({ value, label: statuses(value) }))]} />}</Field>
        {closing && (
          <Field label={common('finding')} required hint={t('closingHint')}>
            {(ids) => <Select {...ids} value={finding} onValueChange={setFinding} placeholder={t('chooseFinding')} options={FINDINGS.map((value) => ({ value, label: findings(value) }))} />}
          </Field>
        )}
        <Field label={common('owner')}>
          {(ids) => <Select {...ids} value={owner} onValueChange={setOwner} options={[{ value: 'keep', label: t('bulkKeep') }, { value: 'me', label: me.name }, { value: 'none', label: t('noOwner') }]} />}
        </Field>
      </form>
    </Dialog>
  );
}
