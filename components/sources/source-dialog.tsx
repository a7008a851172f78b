'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { SourceCredentials } from './source-credentials';
import { SourceForm } from './source-form';
import { sourcesKey, type Credentials } from './sources-api';

/** What the dialog is about: a source to be made, or one whose new token is shown. */
export type SourceDialogState = { step: 'form' } | { step: 'credentials'; credentials: Credentials } | null;

/** Guided set-up: what sends → token and commands → first record. */
export function SourceDialog({ state, onChange }: { state: SourceDialogState; onChange: (state: SourceDialogState) => void }) {
  const t = useTranslations('sources');
  const queries = useQueryClient();
  if (state === null) return null;
  const close = (): void => {
    onChange(null);
    void queries.invalidateQueries({ queryKey: sourcesKey });
  };
  if (state.step === 'form') {
    return (
      <Dialog open size="md" title={t('add')} onOpenChange={close}>
        <SourceForm onCreated={(credentials) => onChange({ step: 'credentials', credentials })} />
      </Dialog>
    );
  }
  // The token cannot be shown again: a click beside the dialog must not lose it.
  return (
    <Dialog open size="lg" role="alertdialog" title={t('setUp', { name: state.credentials.name })} onOpenChange={close} footer={<Button intent="primary" onClick={close}>{t('done')}</Button>}>
      <SourceCredentials credentials={state.credentials} />
    </Dialog>
  );
}
