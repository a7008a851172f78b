'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useReason } from '../settings/use-reason';
import { useToast } from '../ui/toast';
import { sendUndo, type Done } from './corrections-api';

/** Carries out a correction: says it, offers the way back, and goes to where the detections are now. */
export function useCorrect(alertId: string): { busy: boolean; run: (work: () => Promise<Done>, said: string) => Promise<boolean> } {
  const t = useTranslations('workbench');
  const router = useRouter(), queries = useQueryClient(), toast = useToast(), reasonOf = useReason();
  const [busy, setBusy] = useState(false);
  const refresh = () => queries.invalidateQueries({ queryKey: ['alerts'] });
  const undo = async (correctionId: number): Promise<void> => {
    try {
      const { alertId: kept } = await sendUndo(correctionId);
      toast({ intent: 'positive', title: t('correctionUndone') });
      if (kept !== alertId) router.push(`/workbench/${kept}`);
    } catch (thrown) {
      toast({ intent: 'negative', title: reasonOf(thrown) });
    }
    await refresh();
  };
  const run = async (work: () => Promise<Done>, said: string): Promise<boolean> => {
    setBusy(true);
    try {
      const { alertId: now, correctionId } = await work();
      toast({ intent: 'positive', title: said, action: { label: t('undo'), onSelect: () => void undo(correctionId) } });
      await refresh();
      if (now !== alertId) router.push(`/workbench/${now}`);
      return true;
    } catch (thrown) {
      toast({ intent: 'negative', title: reasonOf(thrown) });
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, run };
}
