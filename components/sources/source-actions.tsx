'use client';
import { useQueryClient } from '@tanstack/react-query';
import { Archive, Ellipsis, KeyRound, Pause, Play } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useReason } from '../settings/use-reason';
import { Button } from '../ui/button';
import { useConfirm } from '../ui/confirm';
import { DropdownMenu } from '../ui/dropdown-menu';
import { IconButton } from '../ui/icon-button';
import { useToast } from '../ui/toast';
import { RotateTokenDialog } from './rotate-token-dialog';
import { changeSource, retireSource, sourcesKey, type Settings } from './sources-api';

/** Pause and resume with undo, a new token, and the end of a source. */
export function SourceActions({ settings, canWrite }: { settings: Settings; canWrite: boolean }) {
  const t = useTranslations('sources');
  const [rotating, setRotating] = useState(false);
  const { setPaused, retire } = useSourceVerbs(settings);
  const readOnly = canWrite ? {} : { disabledReason: t('readOnly') };
  const paused = settings.pausedAt !== null;
  return (
    <>
      <Button {...readOnly} icon={paused ? <Play aria-hidden size={14} /> : <Pause aria-hidden size={14} />} onClick={() => void setPaused(!paused, true)}>{t(paused ? 'page.resume' : 'page.pause')}</Button>
      <Button {...readOnly} icon={<KeyRound aria-hidden size={14} />} onClick={() => setRotating(true)}>{t('rotate')}</Button>
      <DropdownMenu
        align="end" trigger={<IconButton label={t('columns.actions')} icon={<Ellipsis aria-hidden size={14} />} />}
        items={[{ id: 'retire', label: t('page.retire'), icon: <Archive aria-hidden size={14} />, intent: 'danger', ...readOnly, onSelect: () => void retire() }]}
      />
      {rotating && <RotateTokenDialog settings={settings} onClose={() => setRotating(false)} />}
    </>
  );
}

function useSourceVerbs(settings: Settings): { setPaused: (paused: boolean, undoable: boolean) => Promise<void>; retire: () => Promise<void> } {
  const t = useTranslations('sources');
  const queries = useQueryClient(), router = useRouter(), toast = useToast(), confirm = useConfirm(), reasonOf = useReason();
  const { id, name } = settings;
  const failed = (thrown: unknown): void => toast({ intent: 'negative', title: t('failed', { reason: reasonOf(thrown) }) });
  const setPaused = async (paused: boolean, undoable: boolean): Promise<void> => {
    try {
      queries.setQueryData([...sourcesKey, id, 'settings'], await changeSource(id, { paused }));
      toast({ title: t(paused ? 'page.paused' : 'page.resumed', { name }), ...(undoable ? { action: { label: t('page.undo'), onSelect: () => void setPaused(!paused, false) } } : {}) });
    } catch (thrown) {
      failed(thrown);
    }
  };
  const retire = async (): Promise<void> => {
    if (!(await confirm({ title: t('page.retireTitle', { name }), body: t('page.retireBody'), confirmLabel: t('page.retire'), intent: 'danger' }))) return;
    try {
      await retireSource(id);
      toast({ title: t('page.retired', { name }) });
      await queries.invalidateQueries({ queryKey: sourcesKey });
      router.push('/settings/sources');
    } catch (thrown) {
      failed(thrown);
    }
  };
  return { setPaused, retire };
}
