'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { ButtonLink } from '../ui/button-link';
import { Field } from '../ui/field';
import { Input } from '../ui/input';
import { createAdministrator, enterPassword, type Refusal } from './auth-api';
import { FormProblem } from './form-problem';
import { fieldText, useSubmit } from './use-submit';

const PROBLEMS = { wrong: 'tryAgain', tooMany: 'tooMany', taken: 'setupTaken', invalid: 'setupInvalid', unreachable: 'unreachable', other: 'tryAgain' } as const satisfies Record<Refusal, string>;

/** The first administrator, and their session at once. The rules of the password come from the server's model. */
export function SetupForm({ next, passwordLengthMin, passwordLengthMax }: { next: string; passwordLengthMin: number; passwordLengthMax: number }) {
  const t = useTranslations('auth');
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const [checked, setChecked] = useState(false);
  const short = password.length < passwordLengthMin, differ = password !== repeated;
  const { busy, refusal, onSubmit } = useSubmit(async (fields) => {
    const email = fieldText(fields, 'email');
    await createAdministrator({ tenant: fieldText(fields, 'tenant'), name: fieldText(fields, 'name'), email, password });
    await enterPassword(email, password);
    window.location.assign(next);
  });
  return (
    <form className="flex flex-col gap-4" onSubmit={(event) => {
      setChecked(true);
      if (short || differ) event.preventDefault();
      else onSubmit(event);
    }}>
      <div>
        <h1 className="text-title font-medium tracking-tight">{t('setupTitle')}</h1>
        <p className="mt-1 text-content-secondary">{t('setupBody')}</p>
      </div>
      {refusal !== null && (
        <FormProblem>
          <p>{t(PROBLEMS[refusal])}</p>
          {refusal === 'taken' && <p className="mt-2"><ButtonLink size="sm" href="/sign-in">{t('signIn')}</ButtonLink></p>}
        </FormProblem>
      )}
      <Field label={t('tenantName')} required>{(ids) => <Input {...ids} name="tenant" autoComplete="organization" maxLength={100} autoFocus />}</Field>
      <Field label={t('yourName')} required>{(ids) => <Input {...ids} name="name" autoComplete="name" maxLength={100} />}</Field>
      <Field label={t('email')} required>{(ids) => <Input {...ids} name="email" type="email" autoComplete="username" maxLength={254} spellCheck={false} />}</Field>
      <Field label={t('password')} hint={t('passwordHint')} error={checked && short ? t('passwordTooShort') : undefined} required>
        {(ids) => <Input {...ids} name="password" type="password" autoComplete="new-password" maxLength={passwordLengthMax} value={password} onChange={(event) => setPassword(event.target.value)} />}
      </Field>
      <Field label={t('repeatPassword')} error={checked && differ ? t('passwordsDiffer') : undefined} required>
        {(ids) => <Input {...ids} name="repeated" type="password" autoComplete="new-password" maxLength={passwordLengthMax} value={repeated} onChange={(event) => setRepeated(event.target.value)} />}
      </Field>
      <div><Button type="submit" intent="primary" busy={busy}>{t('createAdministrator')}</Button></div>
    </form>
  );
}
