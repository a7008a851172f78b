'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { FormProblem } from '../auth/form-problem';
import { useReason } from '../settings/use-reason';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { Select } from '../ui/select';
import { SourceToken } from './source-credentials';
import { rotateToken, sourcesKey, type Credentials, type Settings } from './sources-api';

const OVERLAPS = ['0', '1', '24', '168', '720'] as const;

/** A new token, and until when the old one holds; then the token, this once. */
export function RotateTokenDialog({ settings: { id, name }, onClose }: { settings: Settings; onClose: () => void }) {
  const t = useTranslations('sources');
  const queries = useQueryClient(), reasonOf = useReason();
  const [overlap, setOverlap] = useState<string>('24');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [credentials, setCredentials] = useState<Credentials | null>(null);
  const rotate = async (): Promise<void> => {
    setBusy(true);
    try {
      setCredentials(await rotateToken(id, Number(overlap)));
      await queries.invalidateQueries({ queryKey: [...sourcesKey, id] });
    } catch (thrown) {
      setProblem(t('failed', { reason: reasonOf(thrown) }));
      setBusy(false);
    }
  };
  // A token that is shown once must not be lost by a click beside the dialog.
  if (credentials !== null) {
    return (
      <Dialog open size="lg" role="alertdialog" title={t('setUp', { name })} onOpenChange={onClose} footer={<Button intent="primary" onClick={onClose}>{t('done')}</Button>}>
        <SourceToken credentials={credentials} />
      </Dialog>
    );
  }
  return (
    <Dialog open size="md" title={t('rotateTitle', { name })} description={t('rotateBody')} onOpenChange={onClose} footer={<Button intent="primary" busy={busy} onClick={() => void rotate()}>{t('makeToken')}</Button>}>
      {problem !== null && <FormProblem>{problem}</FormProblem>}
      <Field label={t('overlap')}>{(ids) => <Select {...ids} value={overlap} onValueChange={setOverlap} options={OVERLAPS.map((value) => ({ value, label: t(`overlaps.${value}`) }))} />}</Field>
    </Dialog>
  );
}
