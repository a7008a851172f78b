'use client';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { RecordDetail } from '@/lib/detections/model';
import { useRight } from '../shell/rights';
import { Button } from '../ui/button';
import type { Subject } from './draft';

/** Fetched when it is first needed. */
const ExceptionDialog = dynamic(() => import('./exception-dialog').then((module) => module.ExceptionDialog), { ssr: false });

/** "Exception…" beside a detected record. */
export function ExceptionFromRecord({ record }: { record: RecordDetail }) {
  const t = useTranslations('exceptions');
  const may = useRight('exception:write');
  const [open, setOpen] = useState(false);
  if (record.detection === null) return null;
  const subject: Subject = { key: record.uuid, label: record.uuid, activity: record.activity, rules: record.detection.matches.map(({ ruleId, title }) => ({ id: ruleId, title })) };
  return (
    <>
      <Button size="sm" {...(may ? {} : { disabledReason: t('readOnly') })} onClick={() => setOpen(true)}>{t('makeShort')}</Button>
      {open && <ExceptionDialog subjects={[subject]} onClose={() => setOpen(false)} />}
    </>
  );
}
