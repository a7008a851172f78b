'use client';
import { Play } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { BackTestDetail, Kind } from '@/lib/rules/model';
import { FormProblem } from '../auth/form-problem';
import { Button } from '../ui/button';
import { Checkbox } from '../ui/checkbox';
import { EmptyState } from '../ui/empty-state';
import { ProgressBar } from '../ui/progress-bar';
import { Select } from '../ui/select';
import { SkeletonRows } from '../ui/skeleton';
import { BackTestComparison } from './back-test-comparison';
import { BackTestResults } from './back-test-results';
import { SectionHeading } from './section-heading';
import { isUnderWay, useBackTest, useBackTestRun } from './use-back-test';

const DAYS = ['1', '7', '30'] as const;

interface Props {
  ruleId: string | null;
  kind: Kind;
  canWrite: boolean;
  /** Run this text instead of what is stored. */
  text?: string;
  /** Why it cannot be run now. */
  blocked?: string | undefined;
}

/** Runs the rule over stored records and shows what it would have raised. */
export function BackTestPanel({ ruleId, kind, canWrite, text, blocked }: Props) {
  const t = useTranslations('rules.backTest');
  const [days, setDays] = useState<(typeof DAYS)[number]>('7');
  const [compared, setCompared] = useState(true);
  const run = useBackTestRun();
  const test = useBackTest(run.testId), other = useBackTest(run.compareId);
  const comparable = text !== undefined && ruleId !== null;
  const reason = !canWrite ? t('noRight') : kind === 'filter' ? t('onlyRules') : blocked;
  const start = (): void => void run.start({ days: Number(days), ...(ruleId === null ? {} : { ruleId }), ...(text === undefined ? {} : { text }), ...(comparable && compared ? { compareWith: ruleId } : {}) });
  const underWay = test.data !== undefined && isUnderWay(test.data);
  return (
    <section aria-label={t('title')} className="flex flex-col gap-4">
      <div>
        <SectionHeading>{t('title')}</SectionHeading>
        <p className="max-w-prose text-content-secondary">{t('intro')}</p>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Select aria-label={t('days')} className="max-w-40" value={days} onValueChange={setDays} options={DAYS.map((value) => ({ value, label: t('dayCount', { count: Number(value) }) }))} />
        {comparable && <Checkbox checked={compared} onCheckedChange={(next) => setCompared(next === true)} label={t('compare')} />}
        <Button intent="primary" busy={run.busy || underWay} icon={<Play aria-hidden size={14} />} onClick={start} {...(reason === undefined ? {} : { disabledReason: reason })}>{t('start')}</Button>
      </div>
      {run.problem !== null && <FormProblem>{run.problem}</FormProblem>}
      {test.data !== undefined && isUnderWay(test.data) && <Progress test={test.data} version={other.data === undefined ? null : t('edited')} onCancel={() => void run.cancel(test.data.id)} />}
      {other.data !== undefined && isUnderWay(other.data) && <Progress test={other.data} version={t('current')} onCancel={() => void run.cancel(other.data.id)} />}
      {run.testId !== null && test.data === undefined && (test.isError ? <EmptyState kind="failed" /> : <SkeletonRows rows={4} />)}
      {test.data !== undefined && (
        <>
          {other.data !== undefined && !underWay && !isUnderWay(other.data) && <BackTestComparison edited={test.data} current={other.data} />}
          <BackTestResults test={test.data} />
        </>
      )}
    </section>
  );
}

function Progress({ test, version, onCancel }: { test: BackTestDetail; version: string | null; onCancel: () => void }) {
  const t = useTranslations('rules.backTest');
  const { state, chunksDone, chunksTotal, records, matches } = test;
  const label = t(state === 'queued' ? 'queued' : 'running');
  const detail = state === 'queued' ? '' : t('progress', { done: chunksDone, total: chunksTotal, records, matches });
  return <div className="max-w-3xl"><ProgressBar value={chunksDone} max={Math.max(1, chunksTotal)} label={version === null ? label : `${version} · ${label}`} detail={detail} onCancel={onCancel} /></div>;
}
