'use client';
import { Ellipsis } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Signal } from '@/lib/engine/correlate/types';
import { Button } from '../ui/button';
import { DropdownMenu } from '../ui/dropdown-menu';
import type { AlertHead } from './alert-data';

const MergeDialog = dynamic(() => import('./merge-dialog').then((module) => module.MergeDialog), { ssr: false });
const SplitDialog = dynamic(() => import('./split-dialog').then((module) => module.SplitDialog), { ssr: false });

/** What people may correct of what correlation put together. */
export function CorrectMenu({ alert, signals, canWrite }: { alert: AlertHead; signals: readonly Signal[]; canWrite: boolean }) {
  const t = useTranslations('alert'), workbench = useTranslations('workbench');
  const [open, setOpen] = useState<'merge' | 'split' | null>(null);
  const off = !canWrite ? { disabledReason: workbench('readOnly') } : alert.status === 'closed' ? { disabledReason: t('closedStays') } : {};
  const offSplit = signals.length < 2 ? { disabledReason: t('oneDetection') } : signals.length < alert.content.signalKeys.length ? { disabledReason: t('tooManyToSplit') } : off;
  return (
    <>
      <DropdownMenu
        trigger={<Button aria-label={t('correct')} icon={<Ellipsis aria-hidden size={14} />} />}
        items={[
          { heading: t('correct') },
          { id: 'merge', label: t('merge'), ...off, onSelect: () => setOpen('merge') },
          { id: 'split', label: t('split'), ...offSplit, onSelect: () => setOpen('split') },
        ]}
      />
      {open === 'merge' && <MergeDialog alertId={alert.id} onClose={() => setOpen(null)} />}
      {open === 'split' && <SplitDialog alertId={alert.id} signals={signals} onClose={() => setOpen(null)} />}
    </>
  );
}
