'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { RETENTION_DAYS_MAX, type Retention } from '@/lib/retention/model';
import { useReason } from '../settings/use-reason';
import { Button } from '../ui/button';
import { useConfirm } from '../ui/confirm';
import { Field } from '../ui/field';
import { Input } from '../ui/input';
import { useToast } from '../ui/toast';
import { saveRetention } from './system-api';

interface Draft { recordDays: string; detectionDays: string }

const draftOf = ({ recordDays, detectionDays }: Retention): Draft => ({ recordDays: String(recordDays), detectionDays: String(detectionDays) });
const daysOf = (text: string): number => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN);
const isDays = (days: number): boolean => days >= 1 && days <= RETENTION_DAYS_MAX;

/** How long what was received stays. A shorter time asks first, since it deletes. */
export function RetentionForm({ initial, canWrite }: { initial: Retention; canWrite: boolean }) {
  const t = useTranslations('system');
  const reasonOf = useReason(), confirm = useConfirm(), toast = useToast();
  const [saved, setSaved] = useState(initial);
  const [draft, setDraft] = useState<Draft>(draftOf(initial));
  const [busy, setBusy] = useState(false);
  const wanted: Retention = { recordDays: daysOf(draft.recordDays), detectionDays: daysOf(draft.detectionDays) };
  const errors = {
    recordDays: isDays(wanted.recordDays) ? undefined : t('daysRange', { max: RETENTION_DAYS_MAX }),
    detectionDays: !isDays(wanted.detectionDays) ? t('daysRange', { max: RETENTION_DAYS_MAX }) : wanted.detectionDays < wanted.recordDays ? t('detectionsShorter') : undefined,
  };
  const changed = wanted.recordDays !== saved.recordDays || wanted.detectionDays !== saved.detectionDays;
  const reason = !canWrite ? t('readOnly') : errors.recordDays ?? errors.detectionDays ?? (changed ? undefined : t('unchanged'));
  const shorter = wanted.recordDays < saved.recordDays || wanted.detectionDays < saved.detectionDays;

  const save = async (): Promise<void> => {
    if (shorter && !(await confirm({ title: t('shorterTitle'), body: t('shorterBody'), confirmLabel: t('save'), intent: 'danger' }))) return;
    setBusy(true);
    try {
      setSaved(await saveRetention(wanted));
      toast({ intent: 'positive', title: t('saved') });
    } catch (thrown) {
      toast({ intent: 'negative', title: t('failed', { reason: reasonOf(thrown) }) });
    } finally {
      setBusy(false);
    }
  };

  return (
    <section aria-labelledby="system-retention" className="flex flex-col gap-3">
      <h2 id="system-retention" className="text-lg font-medium">{t('retention')}</h2>
      <p className="max-w-prose text-content-secondary">{t('retentionBody')}</p>
      <form className="flex flex-wrap items-start gap-4" onSubmit={(event) => { event.preventDefault(); if (reason === undefined) void save(); }}>
        {(['recordDays', 'detectionDays'] as const).map((name) => (
          <div key={name} className="w-64">
            <Field label={t(name)} hint={t(`${name}Hint`)} error={canWrite ? errors[name] : undefined}>
              {(ids) => <Input {...ids} inputMode="numeric" disabled={!canWrite} value={draft[name]} onChange={(event) => setDraft({ ...draft, [name]: event.target.value })} />}
            </Field>
          </div>
        ))}
        <div className="pt-6"><Button type="submit" intent="primary" busy={busy} {...(reason === undefined ? {} : { disabledReason: reason })}>{t('save')}</Button></div>
      </form>
    </section>
  );
}
