'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { SEARCH_LIMITS, type SavedSearch } from '@/lib/searches/model';
import { searchKeys } from '@/lib/searches/queries';
import { FormProblem } from '../auth/form-problem';
import { useReason } from '../settings/use-reason';
import { Button } from '../ui/button';
import { Checkbox } from '../ui/checkbox';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { Input } from '../ui/input';
import { useToast } from '../ui/toast';
import { saveSearch } from './search-api';

interface Props { search: string; own: readonly SavedSearch[]; onClose: () => void }

/** A name for what is on show. A name that is in use means: this instead of what it named. */
export function SaveDialog({ search, own, onClose }: Props) {
  const t = useTranslations('search.saved'), common = useTranslations('common');
  const id = useId(), client = useQueryClient(), toast = useToast(), reason = useReason();
  const [name, setName] = useState(''), [shared, setShared] = useState(false), [busy, setBusy] = useState(false), [problem, setProblem] = useState<string | null>(null);
  const replaced = own.find((other) => other.name === name.trim());
  const save = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await saveSearch({ name: name.trim(), search, shared, ...(replaced === undefined ? {} : { id: replaced.id }) });
      await client.invalidateQueries({ queryKey: searchKeys.saved });
      toast({ intent: 'positive', title: t('done', { name: name.trim() }) });
      onClose();
    } catch (thrown) {
      setProblem(reason(thrown));
      setBusy(false);
    }
  };
  return (
    <Dialog open onOpenChange={(open) => { if (!open) onClose(); }} title={t('save')} footer={<>
      <Button onClick={onClose}>{t('cancel')}</Button>
      <Button intent="primary" type="submit" form={id} busy={busy} {...(name.trim() === '' ? { disabledReason: t('needsName') } : {})}>{common('save')}</Button>
    </>}>
      <form id={id} className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); if (name.trim() !== '' && !busy) void save(); }}>
        {problem !== null && <FormProblem>{problem}</FormProblem>}
        <Field label={t('name')} required {...(replaced === undefined ? {} : { hint: t('replaces') })}>{(ids) => <Input {...ids} value={name} maxLength={SEARCH_LIMITS.nameChars} onChange={(event) => setName(event.currentTarget.value)} />}</Field>
        <Checkbox checked={shared} onCheckedChange={setShared} label={t('share')} />
      </form>
    </Dialog>
  );
}
