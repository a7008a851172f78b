'use client';
import { useEffect, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { AlertStatus, Finding } from '@/lib/alerts/model';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { Select } from '../ui/select';
import { FINDINGS, STATUSES, type AlertChange, type AlertHead } from './alert-data';

interface Props { alert: AlertHead; first: AlertStatus; onClose: () => void; onChange: (change: AlertChange) => void }

/** Status and finding in one decision; closing asks what was found. Mount it when it opens. */
export function StatusDialog({ alert, first, onClose, onChange }: Props) {
  const t = useTranslations('workbench');
  const common = useTranslations('common');
  const ui = useTranslations('ui');
  const statuses = useTranslations('status');
  const findings = useTranslations('finding');
  const [status, setStatus] = useState<AlertStatus>(first);
  const [finding, setFinding] = useState<Finding | undefined>(alert.finding ?? undefined);
  const form = useId();
  useEffect(() => {
    // After the dialog has placed its own focus: the question that is still open comes first.
    const frame = requestAnimationFrame(() => [...document.querySelectorAll<HTMLElement>(`[id="${form}"] select`)].at(-1)?.focus());
    return () => cancelAnimationFrame(frame);
  }, [form]);
  const closing = status === 'closed';
  const missing = closing && finding === undefined;
  const apply = (): void => {
    onClose();
    onChange(closing ? { status, finding: finding ?? null } : { status });
  };
  const label = closing ? t('close') : common('apply');
  return (
    <Dialog open onOpenChange={(open) => { if (!open) onClose(); }} title={closing ? t('close') : t('changeStatus')}
      footer={<><Button onClick={onClose}>{ui('cancel')}</Button><Button intent="primary" onClick={apply} {...(missing ? { disabledReason: t('closingNeedsFinding') } : {})}>{label}</Button></>}>
      <form id={form} className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); if (!missing) apply(); }}>
        <Field label={common('status')}>{(ids) => <Select {...ids} value={status} onValueChange={setStatus} options={STATUSES.map((value) => ({ value, label: statuses(value) }))} />}</Field>
        {closing && (
          <Field label={common('finding')} required hint={t('closingHint')}>
            {(ids) => <Select {...ids} value={finding} onValueChange={setFinding} placeholder={t('chooseFinding')} options={FINDINGS.map((value) => ({ value, label: findings(value) }))} />}
          </Field>
        )}
      </form>
    </Dialog>
  );
}
