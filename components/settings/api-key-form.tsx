'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { FormProblem } from '../auth/form-problem';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Input } from '../ui/input';
import { Select } from '../ui/select';
import { createApiKey, type NewKey } from './api-keys-api';
import { useReason } from './use-reason';
import { useRoleLabel } from './use-role-label';

const EXPIRY = ['1', '3', '6', '12', 'never'] as const;
type Expiry = (typeof EXPIRY)[number];

/** Name, role and end of a new key. */
export function ApiKeyForm({ roles, onCreated }: { roles: readonly string[]; onCreated: (created: NewKey) => void }) {
  const t = useTranslations('apiKeys');
  const roleLabel = useRoleLabel(), reasonOf = useReason();
  const [name, setName] = useState('');
  const [role, setRole] = useState('SIEM');
  const [expiry, setExpiry] = useState<Expiry>('12');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      onCreated(await createApiKey({ name, role, monthsToExpiration: expiry === 'never' ? null : Number(expiry) }));
    } catch (thrown) {
      setProblem(t('failed', { reason: reasonOf(thrown) }));
      setBusy(false);
    }
  };
  return (
    <form className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      {problem !== null && <FormProblem>{problem}</FormProblem>}
      <Field label={t('name')} required>{(ids) => <Input {...ids} value={name} maxLength={100} placeholder={t('namePlaceholder')} onChange={(event) => setName(event.target.value)} />}</Field>
      <Field label={t('role')}>{(ids) => <Select {...ids} value={role} onValueChange={setRole} options={roles.map((value) => ({ value, label: roleLabel(value) }))} />}</Field>
      <Field label={t('expires')}>{(ids) => <Select {...ids} value={expiry} onValueChange={setExpiry} options={EXPIRY.map((value) => ({ value, label: t(`expiry.${value}`) }))} />}</Field>
      <div><Button type="submit" intent="primary" busy={busy}>{t('create')}</Button></div>
    </form>
  );
}
