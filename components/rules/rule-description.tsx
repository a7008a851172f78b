'use client';
import { useTranslations } from 'use-intl';
import type { RuleDetail } from '@/lib/rules/model';

/** What the rule finds, in its author's words, and what of it is harmless at times; or why it does not load. */
export function RuleDescription({ rule }: { rule: Pick<RuleDetail, 'info' | 'problems'> }) {
  const t = useTranslations('rules');
  const { description } = rule.info;
  return (
    <section aria-label={t('detail.description')}>
      {rule.problems.length > 0 && (
        <ul className="mb-3 flex flex-col gap-1 border-l-2 border-stroke-negative pl-3">
          {rule.problems.map((problem) => <li key={`${problem.line}:${problem.column} ${problem.reason}`}><span className="font-mono text-sm text-content-tertiary">{problem.file}:{problem.line}</span> <span className={problem.severity === 'error' ? 'text-content-negative' : 'text-content-notice'}>{problem.reason}</span></li>)}
        </ul>
      )}
      <p className="max-w-prose whitespace-pre-line text-content">{description.trim() === '' ? <span className="text-content-tertiary">{t('detail.noDescription')}</span> : description.trim()}</p>
    </section>
  );
}
