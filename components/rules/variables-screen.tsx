'use client';
import { useQueryClient } from '@tanstack/react-query';
import { Plus, Save, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { VariableList } from '@/lib/rules/model';
import { useReason } from '../settings/use-reason';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { IconButton } from '../ui/icon-button';
import { Input, Textarea } from '../ui/input';
import { PageHeader } from '../ui/page-header';
import { useToast } from '../ui/toast';
import { saveVariables, rulesKeys } from './rules-api';
import { RulesTrail } from './rules-trail';
import { draftsOf, valuesOf, wrongName, type VariableDraft } from './variable-drafts';
import { useLeaveGuard } from './yaml-editor';

/** Values for the placeholders of rules; names that rules wait for stand first. */
export function VariablesScreen({ initial, canWrite }: { initial: VariableList; canWrite: boolean }) {
  const t = useTranslations('rules');
  const [drafts, setDrafts] = useState(() => draftsOf(initial));
  const [saved, setSaved] = useState(drafts);
  const { busy, save } = useSave(drafts, () => setSaved(drafts));
  const changed = JSON.stringify(valuesOf(drafts)) !== JSON.stringify(valuesOf(saved));
  useLeaveGuard(changed);
  const change = (key: number, patch: Partial<VariableDraft>): void => setDrafts((before) => before.map((draft) => (draft.key === key ? { ...draft, ...patch } : draft)));
  const add = (): void => setDrafts((before) => [...before, { key: Math.max(0, ...before.map((draft) => draft.key)) + 1, name: '', text: '', rules: 0, isNew: true }]);
  const wrong = drafts.some((draft) => wrongName(draft, drafts) !== null);
  const reason = !canWrite ? t('readOnly') : wrong ? t('vars.badName') : changed ? undefined : t('editor.unchanged');
  const addButton = <Button icon={<Plus aria-hidden size={14} />} onClick={add} {...(canWrite ? {} : { disabledReason: t('readOnly') })}>{t('vars.add')}</Button>;
  return (
    <div className="flex flex-col pb-10">
      <RulesTrail />
      <PageHeader title={t('vars.title')} meta={<span className="block max-w-prose">{t('vars.intro')}</span>}
        actions={<>{addButton}<Button intent="primary" busy={busy} icon={<Save aria-hidden size={14} />} onClick={save} {...(reason === undefined ? {} : { disabledReason: reason })}>{t('vars.save')}</Button></>} />
      {drafts.length === 0 ? <div className="border-t border-stroke"><EmptyState kind="none-yet" title={t('vars.empty')} body={t('vars.emptyBody')} action={addButton} /></div> : (
        <ul className="border-t border-stroke">
          {drafts.map((draft) => <li key={draft.key} className="border-b border-stroke-subtle"><Row draft={draft} all={drafts} canWrite={canWrite} onChange={(patch) => change(draft.key, patch)} onRemove={() => setDrafts((before) => before.filter(({ key }) => key !== draft.key))} /></li>)}
        </ul>
      )}
    </div>
  );
}

interface RowProps { draft: VariableDraft; all: readonly VariableDraft[]; canWrite: boolean; onChange: (patch: Partial<VariableDraft>) => void; onRemove: () => void }

function Row({ draft, all, canWrite, onChange, onRemove }: RowProps) {
  const t = useTranslations('rules.vars');
  const id = useId();
  const wrong = draft.name === '' ? null : wrongName(draft, all);
  const count = draft.text.split('\n').filter((line) => line.trim() !== '').length;
  const name = draft.name === '' ? t('newName') : draft.name;
  return (
    <div className="gutter grid gap-x-6 gap-y-2 py-3 md:grid-cols-[minmax(0,320px)_minmax(0,1fr)_auto]">
      <div className="min-w-0">
        {draft.isNew ? <Input mono aria-label={t('newName')} placeholder={t('name')} value={draft.name} maxLength={100} aria-invalid={wrong !== null || undefined} aria-describedby={`${id}-wrong`} onChange={(event) => onChange({ name: event.target.value.trim() })} />
          : <p className="font-mono text-sm break-all">%{draft.name}%</p>}
        <p id={`${id}-wrong`} className="mt-1 flex flex-wrap items-center gap-2 text-sm">
          {wrong !== null && <span className="text-content-negative">{t(wrong)}</span>}
          {count === 0 ? <Badge intent="notice">{t('unset')}</Badge> : <span className="text-content-tertiary tabular-nums">{t('count', { count })}</span>}
          {draft.rules > 0 && <span className="text-content-tertiary">{t('waiting', { count: draft.rules })}</span>}
        </p>
      </div>
      <Textarea mono rows={Math.min(8, Math.max(2, count))} aria-label={t('label', { name })} placeholder={t('values')} value={draft.text} readOnly={!canWrite} onChange={(event) => onChange({ text: event.target.value })} />
      <span>{(draft.isNew || draft.rules === 0) && canWrite && <IconButton label={t('remove', { name })} icon={<Trash2 aria-hidden size={14} />} onClick={onRemove} />}</span>
    </div>
  );
}

function useSave(drafts: readonly VariableDraft[], onSaved: () => void): { busy: boolean; save: () => void } {
  const t = useTranslations('rules.vars');
  const client = useQueryClient(), toast = useToast(), reasonOf = useReason();
  const [busy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    setBusy(true);
    try {
      await saveVariables(valuesOf(drafts));
      onSaved();
      toast({ intent: 'positive', title: t('saved') });
      await Promise.all([client.invalidateQueries({ queryKey: rulesKeys.lists }), client.invalidateQueries({ queryKey: rulesKeys.problems })]);
    } catch (thrown) {
      toast({ intent: 'negative', title: t('failed', { reason: reasonOf(thrown) }) });
    } finally {
      setBusy(false);
    }
  };
  return { busy, save: () => void run() };
}
