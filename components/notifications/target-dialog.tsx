'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { FormProblem } from '../auth/form-problem';
import { useReason } from '../settings/use-reason';
import { ApiError } from '../shell/api';
import { Button } from '../ui/button';
import { Checkbox } from '../ui/checkbox';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { Input } from '../ui/input';
import { Select } from '../ui/select';
import { Switch } from '../ui/switch';
import { useToast } from '../ui/toast';
import { ChannelFields } from './channel-fields';
import { notificationsKey, sendTarget } from './notifications-api';
import { SettingsFields } from './settings-fields';
import { missingFields, toInput, type TargetDraft } from './target-draft';
import { CHANNEL_ORDER } from './target-fields';

interface Props { initial: TargetDraft; canAllowPrivate: boolean; onClose: () => void }

/** Makes or changes a target. Mount it when it opens. */
export function TargetDialog({ initial, canAllowPrivate, onClose }: Props) {
  const t = useTranslations('notifications'), ui = useTranslations('ui'), format = useFormatter();
  const [draft, setDraft] = useState(initial);
  const { save, busy, problem } = useSave(onClose);
  const isNew = draft.id === undefined;
  const missing = [...(draft.name.trim() === '' ? [t('name')] : []), ...missingFields(draft).map((name) => t(`fields.${name}`))];
  const reason = missing.length > 0 ? t('missing', { fields: format.list(missing) }) : draft.settings.events.length === 0 ? t('noEvents') : undefined;
  return (
    <Dialog open onOpenChange={(open) => { if (!open) onClose(); }} size="lg" title={isNew ? t('add') : t('change', { name: initial.name })}
      footer={<>
        <Button onClick={onClose}>{ui('cancel')}</Button>
        <Button intent="primary" busy={busy} {...(reason === undefined ? {} : { disabledReason: reason })} onClick={() => void save(draft)}>{t('save')}</Button>
      </>}>
      <div className="flex max-h-[70vh] flex-col gap-5 overflow-y-auto pr-1">
        {problem !== null && <FormProblem>{problem}</FormProblem>}
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label={t('name')} required>{(ids) => <Input {...ids} value={draft.name} maxLength={100} placeholder={t('namePlaceholder')} onChange={(event) => setDraft({ ...draft, name: event.target.value })} />}</Field>
          {isNew && (
            <Field label={t('channel')}>
              {(ids) => <Select {...ids} value={draft.channel} onValueChange={(value) => setDraft({ ...draft, channel: CHANNEL_ORDER.find((each) => each === value) ?? 'slack_bot', values: {} })} options={CHANNEL_ORDER.map((value) => ({ value, label: t(`channels.${value}`) }))} />}
            </Field>
          )}
        </div>
        <ChannelFields draft={draft} onChange={setDraft} />
        <div className="flex flex-col gap-1">
          <Checkbox checked={draft.allowPrivate} disabled={!canAllowPrivate && !draft.allowPrivate} onCheckedChange={(allowPrivate) => setDraft({ ...draft, allowPrivate })} label={t('allowPrivate')} />
          <p className="text-sm text-content-tertiary">{t('allowPrivateHint')}</p>
        </div>
        <SettingsFields settings={draft.settings} onChange={(settings) => setDraft({ ...draft, settings })} />
        <Switch checked={draft.enabled} onCheckedChange={(enabled) => setDraft({ ...draft, enabled })} label={t('enabled')} />
      </div>
    </Dialog>
  );
}

/** Refusals that say in their text what is wrong with the input. */
const TELLING: ReadonlySet<string> = new Set(['bad_request', 'conflict', 'condition_not_met', 'forbidden']);

function useSave(done: () => void) {
  const t = useTranslations('notifications');
  const queries = useQueryClient(), toast = useToast(), reasonOf = useReason();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const save = async (draft: TargetDraft): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await sendTarget(draft.id, toInput(draft));
      await queries.invalidateQueries({ queryKey: notificationsKey });
      toast({ intent: 'positive', title: t('saved', { name: draft.name }) });
      done();
    } catch (thrown) {
      const detail = thrown instanceof ApiError && TELLING.has(thrown.code) ? ` (${thrown.message})` : '';
      setProblem(t('failed', { reason: `${reasonOf(thrown)}${detail}` }));
      setBusy(false);
    }
  };
  return { save, busy, problem };
}
