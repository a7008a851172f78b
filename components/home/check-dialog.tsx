'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { CHECK_NOTE_CHARS_MAX } from '@/lib/checks/model';
import { useReason } from '../settings/use-reason';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { Textarea } from '../ui/input';
import { useToast } from '../ui/toast';
import { homeQuery, sendCheck, type HomeView } from './home-api';

/** Says that everything on the page was looked through, with a word for whoever checks next. */
export function CheckDialog({ open, onOpenChange, home }: { open: boolean; onOpenChange: (open: boolean) => void; home: HomeView }) {
  const t = useTranslations('home'), ui = useTranslations('ui');
  const queries = useQueryClient(), toast = useToast(), reasonOf = useReason();
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    setBusy(true);
    try {
      await sendCheck({ note, seenAt: home.now });
      onOpenChange(false);
      setNote('');
      toast({ intent: 'positive', title: t('checked') });
      await queries.invalidateQueries({ queryKey: homeQuery.queryKey });
    } catch (thrown) {
      toast({ intent: 'negative', title: t('checkFailed', { reason: reasonOf(thrown) }) });
    } finally {
      setBusy(false);
    }
  };
  const untouched = home.fresh.items.filter(({ status, severity, ownerName }) => status === 'open' && ownerName === null && (severity === 'critical' || severity === 'high')).length;
  return (
    <Dialog
      open={open} onOpenChange={onOpenChange} title={t('checkTitle')} description={t('checkBody', { fresh: home.fresh.total, changed: home.changed.total })}
      footer={<><Button onClick={() => onOpenChange(false)}>{ui('cancel')}</Button><Button intent="primary" busy={busy} onClick={() => void send()}>{t('checkDone')}</Button></>}
    >
      <div className="flex flex-col gap-3">
        {untouched > 0 && <p role="status" className="rounded-md border border-stroke-notice bg-surface-notice px-3 py-2 text-content-notice">{t('untouched', { count: untouched })}</p>}
        <Field label={t('note')} hint={t('noteHint')}>{(ids) => <Textarea {...ids} rows={4} maxLength={CHECK_NOTE_CHARS_MAX} value={note} onChange={(event) => setNote(event.target.value)} />}</Field>
      </div>
    </Dialog>
  );
}
