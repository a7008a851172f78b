'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ASSET_LIMITS, CRITICALITIES, type AssetDetail, type Criticality } from '@/lib/assets/model';
import { useReason } from '../settings/use-reason';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { Input, Textarea } from '../ui/input';
import { Select } from '../ui/select';
import { useToast } from '../ui/toast';
import { sendAssetChange } from './assets-api';

/** Tags as they are typed: parted by commas, Japanese ones too. */
export function tagsOf(text: string): string[] {
  return [...new Set(text.split(/[,、，]/).map((tag) => tag.trim()).filter((tag) => tag !== ''))].slice(0, ASSET_LIMITS.tags);
}

/** Edits what people say of an asset. */
export function AssetEditDialog({ asset, onClose }: { asset: AssetDetail; onClose: () => void }) {
  const t = useTranslations('assets');
  const queries = useQueryClient(), toast = useToast(), reasonOf = useReason();
  const [criticality, setCriticality] = useState<Criticality>(asset.criticality);
  const [reason, setReason] = useState(asset.criticalityReason);
  const [tags, setTags] = useState(asset.tags.join(', '));
  const [note, setNote] = useState(asset.note);
  const [state, setState] = useState<'idle' | 'busy' | 'refused'>('idle');
  const needsReason = criticality !== 'normal', missing = needsReason && reason.trim() === '';
  const save = async (): Promise<void> => {
    if (missing) return setState('refused');
    setState('busy');
    try {
      await sendAssetChange(asset, { version: asset.version, criticality, criticalityReason: reason.trim(), tags: tagsOf(tags), note: note.trim() });
      toast({ intent: 'positive', title: t('edit.saved') });
      onClose();
    } catch (thrown) {
      toast({ intent: 'negative', title: reasonOf(thrown) });
      setState('idle');
    }
    await queries.invalidateQueries({ queryKey: ['assets'] });
  };
  return (
    <Dialog open onOpenChange={(open) => { if (!open) onClose(); }} title={t('edit.title', { name: asset.name })} size="md" footer={<Button intent="primary" busy={state === 'busy'} onClick={() => void save()}>{t('edit.save')}</Button>}>
      <form className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <Field label={t('edit.criticality')}>{({ id }) => <Select id={id} value={criticality} onValueChange={(value) => setCriticality(CRITICALITIES.find((each) => each === value) ?? 'normal')} options={CRITICALITIES.map((value) => ({ value, label: t(`criticality.${value}`) }))} />}</Field>
        {needsReason && (
          <Field label={t('edit.reason')} hint={t('edit.reasonHint')} required {...(state === 'refused' && missing ? { error: t('edit.reasonMissing') } : {})}>
            {(ids) => <Input {...ids} value={reason} maxLength={ASSET_LIMITS.reasonChars} onChange={(event) => setReason(event.currentTarget.value)} />}
          </Field>
        )}
        <Field label={t('edit.tags')} hint={t('edit.tagsHint')}>{(ids) => <Input {...ids} value={tags} maxLength={ASSET_LIMITS.tags * (ASSET_LIMITS.tagChars + 2)} onChange={(event) => setTags(event.currentTarget.value)} />}</Field>
        <Field label={t('edit.note')}>{(ids) => <Textarea {...ids} rows={4} value={note} maxLength={ASSET_LIMITS.noteChars} onChange={(event) => setNote(event.currentTarget.value)} />}</Field>
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
