'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useReason } from '../settings/use-reason';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { Input, Textarea } from '../ui/input';
import { Select } from '../ui/select';
import { useToast } from '../ui/toast';
import { ConditionRows } from './condition-rows';
import { firstDraft, suggestions, type Draft, type Subject } from './draft';
import { endException, exceptionsKey, sendException } from './exceptions-api';
import { PreviewPanel } from './preview-panel';
import { ScopeChoices } from './scope-choices';
import { draftKey, usePreview } from './use-preview';

const DAYS = [30, 90, 180, 365] as const;

interface Props { subjects: readonly Subject[]; alertId?: string; onClose: () => void }

/** Makes an exception from a hit: click what must be so, see what it would have muted, say why. Mount it when it opens. */
export function ExceptionDialog({ subjects, alertId, onClose }: Props) {
  const [key, setKey] = useState(subjects[0]?.key ?? '');
  const subject = subjects.find((each) => each.key === key) ?? subjects[0];
  if (subject === undefined) return null;
  return <SubjectDialog key={key} subjects={subjects} subject={subject} onSubject={setKey} onClose={onClose} {...(alertId === undefined ? {} : { alertId })} />;
}

function SubjectDialog({ subjects, subject, alertId, onSubject, onClose }: Props & { subject: Subject; onSubject: (key: string) => void }) {
  const t = useTranslations('exceptions'), ui = useTranslations('ui');
  const [draft, setDraft] = useState<Draft>(() => firstDraft(subject));
  const [title, setTitle] = useState(() => subject.rules[0]?.title ?? '');
  const [reason, setReason] = useState('');
  const [days, setDays] = useState<string>('90');
  const { preview, run, stop } = usePreview();
  const clean = cleaned(draft);
  const seen = preview?.of === draftKey(clean) && preview.state === 'done';
  const missing = !seen ? t('previewFirst') : title.trim() === '' ? t('titleMissing') : reason.trim() === '' ? t('reasonMissing') : undefined;
  const { save, busy } = useSave(onClose);
  const titles = new Map(subject.rules.map(({ id, title: name }) => [id, name]));
  const change = (next: Draft): void => { stop(); setDraft(next); };
  return (
    <Dialog open onOpenChange={(open) => { if (!open) { stop(); onClose(); } }} size="lg" title={t('make')} description={t('makeBody')}
      footer={<>
        <Button onClick={onClose}>{ui('cancel')}</Button>
        <Button onClick={() => void run(clean)} busy={preview?.state === 'running'}>{t('preview')}</Button>
        <Button intent="primary" busy={busy} {...(missing === undefined ? {} : { disabledReason: missing })} onClick={() => void save({ title, reason, draft: clean, days: Number(days), ...(alertId === undefined ? {} : { alertId }) })}>{t('save')}</Button>
      </>}>
      <div className="flex max-h-[70vh] flex-col gap-5 overflow-y-auto pr-1">
        {subjects.length > 1 && <Field label={t('subject')}>{(ids) => <Select {...ids} value={subject.key} onValueChange={onSubject} options={subjects.map(({ key: value, label }) => ({ value, label }))} />}</Field>}
        <ConditionRows conditions={draft.conditions} activity={subject.activity} onChange={(conditions) => change({ ...draft, conditions })} />
        <ScopeChoices scope={draft.scope} subject={subject} onChange={(scope) => change({ ...draft, scope })} />
        <Suggestions draft={draft} subject={subject} onChoose={change} />
        {preview !== null && preview.of === draftKey(clean) && <PreviewPanel preview={preview} ruleTitle={(id) => titles.get(id) ?? id} onStop={stop} />}
        <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_10rem]">
          <Field label={t('name')} required>{(ids) => <Input {...ids} value={title} maxLength={200} onChange={(event) => setTitle(event.target.value)} />}</Field>
          <Field label={t('lasts')}>{(ids) => <Select {...ids} value={days} onValueChange={setDays} options={DAYS.map((count) => ({ value: String(count), label: t('days', { count }) }))} />}</Field>
        </div>
        <Field label={t('reason')} hint={t('reasonHint')} required>{(ids) => <Textarea {...ids} rows={2} maxLength={2_000} value={reason} onChange={(event) => setReason(event.target.value)} />}</Field>
      </div>
    </Dialog>
  );
}

/** Without the empty lines that typing leaves behind. */
function cleaned({ conditions, scope }: Draft): Draft {
  return { scope, conditions: conditions.map((condition) => ({ ...condition, values: condition.values.filter((value) => value !== '') })).filter(({ values }) => values.length > 0) };
}

function Suggestions({ draft, subject, onChoose }: { draft: Draft; subject: Subject; onChoose: (draft: Draft) => void }) {
  const t = useTranslations('exceptions');
  const all = suggestions(draft, subject);
  return (
    <div className="flex flex-col gap-1">
      {(['narrower', 'broader'] as const).map((direction) => {
        const own = all.filter((each) => each.direction === direction);
        return own.length > 0 && (
          <p key={direction} className="flex flex-wrap items-center gap-1 text-sm text-content-secondary">
            <span className="w-16">{t(direction)}</span>
            {own.map(({ step, draft: next }) => <Button key={step} size="sm" onClick={() => onChoose(next)}>{t(`steps.${step}`)}</Button>)}
          </p>
        );
      })}
    </div>
  );
}

function useSave(done: () => void) {
  const t = useTranslations('exceptions'), ui = useTranslations('workbench');
  const queries = useQueryClient(), toast = useToast(), reasonOf = useReason();
  const [busy, setBusy] = useState(false);
  const refresh = () => queries.invalidateQueries({ queryKey: exceptionsKey });
  const undo = async (id: number): Promise<void> => {
    try { await endException(id); toast({ title: t('endedToast', { id }) }); } catch (thrown) { toast({ intent: 'negative', title: reasonOf(thrown) }); }
    await refresh();
  };
  const save = async (input: Parameters<typeof sendException>[0]): Promise<void> => {
    setBusy(true);
    try {
      const { id, state } = await sendException(input);
      toast({ intent: 'positive', title: state === 'proposed' ? t('proposedToast', { id }) : t('savedToast', { id }), action: { label: ui('undo'), onSelect: () => void undo(id) } });
      done();
    } catch (thrown) {
      toast({ intent: 'negative', title: reasonOf(thrown) });
    } finally {
      setBusy(false);
    }
    await refresh();
  };
  return { save, busy };
}
