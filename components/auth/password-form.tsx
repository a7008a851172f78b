'use client';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Input } from '../ui/input';
import { enterPassword, type Refusal } from './auth-api';
import { FormProblem } from './form-problem';
import { fieldText, useSubmit } from './use-submit';

const PROBLEMS = { wrong: 'failed', tooMany: 'tooMany', taken: 'tryAgain', invalid: 'failed', unreachable: 'unreachable', other: 'tryAgain' } as const satisfies Record<Refusal, string>;

export function PasswordForm({ onEntered }: { onEntered: (secondFactor: boolean) => void }) {
  const t = useTranslations('auth');
  const { busy, refusal, onSubmit } = useSubmit(async (fields) => onEntered(await enterPassword(fieldText(fields, 'email'), fieldText(fields, 'password'))));
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-4">
      <h1 className="text-title font-medium tracking-tight">{t('signIn')}</h1>
      {refusal !== null && (
        <FormProblem>
          <p>{t(PROBLEMS[refusal])}</p>
          {refusal === 'wrong' && <p className="mt-1 text-sm">{t('lockHint')}</p>}
        </FormProblem>
      )}
      <Field label={t('email')} required>{(ids) => <Input {...ids} name="email" type="email" autoComplete="username" autoFocus spellCheck={false} />}</Field>
      <Field label={t('password')} required>{(ids) => <Input {...ids} name="password" type="password" autoComplete="current-password" />}</Field>
      <div><Button type="submit" intent="primary" busy={busy}>{t('signIn')}</Button></div>
    </form>
  );
}
