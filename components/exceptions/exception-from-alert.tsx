'use client';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Signal } from '@/lib/engine/correlate/types';
import { useCommands } from '../shell/commands';
import { useRight } from '../shell/rights';
import { Button } from '../ui/button';
import type { Subject } from './draft';

/** Fetched when it is first needed. */
const ExceptionDialog = dynamic(() => import('./exception-dialog').then((module) => module.ExceptionDialog), { ssr: false });

const LABEL_CHARS = 60;

/** `e` on an alert: an exception from one of its detections. */
export function ExceptionFromAlert({ alertId, signals }: { alertId: string; signals: readonly Signal[] }) {
  const t = useTranslations('exceptions');
  const may = useRight('exception:write');
  const [open, setOpen] = useState(false);
  useCommands(() => (may ? [{ id: 'alert.exception', label: t('make'), keys: 'e', run: () => setOpen(true) }] : []), [t, may]);
  const subjects = signals.map(({ key, activity, ruleId, ruleTitle }): Subject => ({
    key, activity, rules: [{ id: ruleId, title: ruleTitle }], label: [ruleTitle, activity.endpointName, activity.processCommandLine ?? activity.processImage ?? activity.filePath].filter((part) => part !== undefined).join(' · ').slice(0, LABEL_CHARS * 2),
  }));
  const reason = may ? (subjects.length === 0 ? t('noConditions') : undefined) : t('readOnly');
  return (
    <>
      <Button aria-keyshortcuts="e" {...(reason === undefined ? {} : { disabledReason: reason })} onClick={() => setOpen(true)}>{t('makeShort')}</Button>
      {open && <ExceptionDialog subjects={subjects} alertId={alertId} onClose={() => setOpen(false)} />}
    </>
  );
}
