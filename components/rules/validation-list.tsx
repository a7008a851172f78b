'use client';
import { CircleAlert, CircleCheck, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { RuleProblem } from '@/lib/rules/model';
import { useReason } from '../settings/use-reason';

interface Props { id: string; problems: readonly RuleProblem[]; checking: boolean; error: Error | null; onGoTo: (line: number, column: number) => void }

/** What is wrong and where; pressing a line puts the cursor there. */
export function ValidationList({ id, problems, checking, error, onGoTo }: Props) {
  const t = useTranslations('rules.editor');
  const reasonOf = useReason();
  const errors = problems.filter(({ severity }) => severity === 'error').length, warnings = problems.length - errors;
  return (
    <section id={id} aria-label={t('problems')}>
      <p role="status" className="flex min-h-6 items-center gap-1.5 text-sm">
        {checking ? <><LoaderCircle aria-hidden size={13} className="animate-spin text-content-tertiary" /><span className="text-content-tertiary">{t('checking')}</span></>
          : error !== null ? <span className="text-content-negative">{t('checkFailed', { reason: reasonOf(error) })}</span>
          : errors > 0 ? <><CircleAlert aria-hidden size={13} className="text-content-negative" /><span className="text-content-negative">{t('errorCount', { count: errors })}</span></>
          : <><CircleCheck aria-hidden size={13} className="text-content-positive" /><span className="text-content-positive">{t('sound')}</span></>}
        {!checking && warnings > 0 && <span className="text-content-notice">{t('warningCount', { count: warnings })}</span>}
      </p>
      <ul className="max-h-40 overflow-y-auto">
        {problems.map((problem) => (
          <li key={`${problem.line}:${problem.column} ${problem.reason}`}>
            <button type="button" onClick={() => onGoTo(problem.line, problem.column)} className="focus-inset flex w-full items-start gap-2 px-1 py-1 text-left hover:bg-surface-hover">
              {problem.severity === 'error' ? <CircleAlert aria-hidden size={13} className="mt-0.5 shrink-0 text-content-negative" /> : <TriangleAlert aria-hidden size={13} className="mt-0.5 shrink-0 text-content-notice" />}
              <span className="shrink-0 text-sm text-content-tertiary">{t('lineReason', { line: problem.line })}</span>
              <span className="min-w-0 break-words">{problem.reason}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
