'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useReason } from '../settings/use-reason';
import { useCommands } from '../shell/commands';
import { Time } from '../time/time';
import { Button } from '../ui/button';
import { Textarea } from '../ui/input';
import { useToast } from '../ui/toast';
import { alertQuery, sendNote, type AlertNote } from './alert-data';
import { Panel } from './panel';

interface Props { alertId: string; notes: readonly AlertNote[]; canWrite: boolean; className?: string }

/** What people have found out; `n` starts a note. */
export function NotesPanel({ alertId, notes, canWrite, className }: Props) {
  const t = useTranslations('alert');
  const workbench = useTranslations('workbench');
  const queries = useQueryClient(), toast = useToast(), reasonOf = useReason();
  const input = useRef<HTMLTextAreaElement>(null);
  const [body, setBody] = useState('');
  const { queryKey } = alertQuery(alertId);
  const { mutate, isPending } = useMutation({
    mutationFn: (text: string) => sendNote(alertId, text),
    onSuccess: async () => {
      setBody('');
      await queries.invalidateQueries({ queryKey });
    },
    onError: (thrown) => toast({ intent: 'negative', title: reasonOf(thrown) }),
  });
  useCommands(() => (canWrite ? [{ id: 'alert.note', label: t('addNote'), keys: 'n', run: () => { input.current?.scrollIntoView({ block: 'nearest' }); input.current?.focus(); } }] : []), [canWrite, t]);
  const off = canWrite ? (body.trim() === '' ? { disabledReason: t('noteEmpty') } : {}) : { disabledReason: workbench('readOnly') };
  const send = (): void => { if (body.trim() !== '' && !isPending) mutate(body.trim()); };
  return (
    <Panel title={t('notes')} count={notes.length} {...(className === undefined ? {} : { className })}>
      <ul>{notes.map((note) => <li key={note.id} className="border-b border-stroke-subtle px-5 py-2"><NoteText note={note} /></li>)}</ul>
      {notes.length === 0 && <p className="px-5 pt-2 text-sm text-content-tertiary">{t('noNotes')}</p>}
      <form className="flex flex-col items-start gap-2 px-5 py-2" data-print="hide" onSubmit={(event) => { event.preventDefault(); send(); }}>
        <Textarea ref={input} rows={2} maxLength={10_000} value={body} disabled={!canWrite} aria-label={t('addNote')} placeholder={t('notePlaceholder')} onChange={(event) => setBody(event.currentTarget.value)}
          onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) send(); }} />
        <Button type="submit" size="sm" busy={isPending} {...off}>{t('addNote')}</Button>
      </form>
    </Panel>
  );
}

/** A note as paragraphs of plain text: what people type is never markup. */
export function NoteText({ note }: { note: AlertNote }) {
  return (
    <>
      <p className="flex items-baseline gap-2 text-sm text-content-tertiary"><span className="font-medium text-content-secondary">{note.authorName}</span><Time at={note.createdAt} /></p>
      {note.body.split(/\n{2,}/).map((paragraph, index) => <p key={index} className="mt-1 break-words whitespace-pre-wrap">{paragraph}</p>)}
    </>
  );
}
