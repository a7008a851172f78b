'use client';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Input } from '../ui/input';
import { enterCode, type Refusal } from './auth-api';
import { FormProblem } from './form-problem';
import { fieldText, useSubmit } from './use-submit';

const PROBLEMS = { wrong: 'codeFailed', tooMany: 'tooMany', taken: 'tryAgain', invalid: 'codeFailed', unreachable: 'unreachable', other: 'tryAgain' } as const satisfies Record<Refusal, string>;

/** The second factor: six digits of an authenticator app. */
export function CodeForm({ onEntered, onStartAgain }: { onEntered: () => void; onStartAgain: () => void }) {
  const t = useTranslations('auth');
  const { busy, refusal, onSubmit } = useSubmit(async (fields) => {
    await enterCode(fieldText(fields, 'code').replaceAll(/\s/g, ''));
    onEntered();
  });
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-4">
      <h1 className="text-title font-medium tracking-tight">{t('codeTitle')}</h1>
      {refusal !== null && <FormProblem>{t(PROBLEMS[refusal])}</FormProblem>}
      <Field label={t('code')} hint={t('codeBody')} required>
        {(ids) => <Input {...ids} name="code" mono inputMode="numeric" autoComplete="one-time-code" pattern="[0-9 ]{6,8}" autoFocus />}
      </Field>
      <div className="flex gap-2">
        <Button type="submit" intent="primary" busy={busy}>{t('verify')}</Button>
        <Button intent="ghost" onClick={onStartAgain}>{t('startAgain')}</Button>
      </div>
    </form>
  );
}
