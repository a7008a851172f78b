'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { CodeBlock } from '../ui/code-block';
import { Dialog } from '../ui/dialog';
import { ApiKeyForm } from './api-key-form';
import { apiKeysKey, type NewKey } from './api-keys-api';

export type ApiKeyDialogState = { step: 'form' } | { step: 'value'; created: NewKey } | null;

/** Makes a key, then shows its secret this once. */
export function ApiKeyDialog({ roles, state, onChange }: { roles: readonly string[]; state: ApiKeyDialogState; onChange: (state: ApiKeyDialogState) => void }) {
  const t = useTranslations('apiKeys');
  const done = useTranslations('common')('done');
  const queries = useQueryClient();
  if (state === null) return null;
  const close = (): void => {
    onChange(null);
    void queries.invalidateQueries({ queryKey: apiKeysKey });
  };
  if (state.step === 'form') return <Dialog open title={t('create')} onOpenChange={close}><ApiKeyForm roles={roles} onCreated={(created) => onChange({ step: 'value', created })} /></Dialog>;
  const { key, value } = state.created;
  // The secret cannot be shown again: a click beside the dialog must not lose it.
  return (
    <Dialog open size="md" role="alertdialog" title={key.name} onOpenChange={close} footer={<Button intent="primary" onClick={close}>{done}</Button>}>
      <div className="flex flex-col gap-4">
        <div>
          <CodeBlock label={t('value')} code={value} wrap />
          <p className="mt-1 text-sm text-content-notice">{t('valueOnce')}</p>
        </div>
        <CodeBlock label={t('test')} code={`curl --fail-with-body -H "Authorization: Bearer ${value}" "${window.location.origin}/v3.0/workbench/alerts"`} wrap />
      </div>
    </Dialog>
  );
}
