'use client';
import { ChevronDown, ChevronRight, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { useUrlState } from '../filter/use-url-state';
import { cx } from '../ui/cx';
import type { ProblemLine, ProblemReport } from './collect-problems';
import { rulePagePath } from './rule-text';

/** What does not load, said on the list itself: file, line and reason, each with the way to its rule. */
export function RuleProblems({ report }: { report: ProblemReport }) {
  const t = useTranslations('rules.problems');
  const id = useId();
  const [shown, setShown] = useUrlState('problems');
  if (report.errors + report.warnings === 0) return null;
  const open = shown !== null;
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <section aria-label={t('label')} className={cx('border-b', report.errors > 0 ? 'border-stroke-negative' : 'border-stroke-notice')}>
      <button type="button" aria-expanded={open} aria-controls={id} onClick={() => setShown(open ? null : '1')} className="gutter focus-inset flex min-h-bar w-full flex-wrap items-center gap-x-3 py-1 text-left hover:bg-surface-hover">
        <TriangleAlert aria-hidden size={14} className={report.errors > 0 ? 'text-content-negative' : 'text-content-notice'} />
        <span className="font-medium">{t('label')}</span>
        {report.errors > 0 && <span className="text-content-negative tabular-nums">{t('errors', { count: report.errors })}</span>}
        {report.warnings > 0 && <span className="text-content-notice tabular-nums">{t('warnings', { count: report.warnings })}</span>}
        <span className="min-w-0 flex-1 truncate text-sm text-content-tertiary">{t('intro')}</span>
        <span className="inline-flex items-center gap-1 text-sm text-content-accent">{open ? t('hide') : t('show')}<Chevron aria-hidden size={12} /></span>
      </button>
      <div id={id} hidden={!open} tabIndex={open ? 0 : undefined} role="group" aria-label={t('reason')} className="focus-inset max-h-64 overflow-y-auto border-t border-stroke-subtle">
        {open && <ProblemTable lines={report.lines} leftOut={report.errors + report.warnings - report.lines.length} />}
      </div>
    </section>
  );
}

/** File, line and reason of what was not loaded. */
export function ProblemTable({ lines, leftOut, linked = true }: { lines: readonly ProblemLine[]; leftOut: number; linked?: boolean }) {
  const t = useTranslations('rules.problems');
  return (
    <>
      <table className="w-full border-collapse text-sm">
        <thead>
          <tr className="label-caps border-b border-stroke-subtle text-left">
            <th scope="col" className="py-1.5 pr-3 pl-5 font-normal">{t('file')}</th>
            <th scope="col" className="w-14 py-1.5 pr-3 text-right font-normal">{t('line')}</th>
            <th scope="col" className="py-1.5 pr-5 font-normal">{t('reason')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key} className="border-b border-stroke-subtle align-top last:border-b-0">
              <td className="max-w-96 py-1 pr-3 pl-5 font-mono break-all">
                {linked && line.openId !== null ? <Link href={rulePagePath(line.openId)} className="text-content-accent underline underline-offset-2">{line.file}</Link> : <span className="text-content-secondary">{line.file}</span>}
                {line.set !== '' && <span className="text-content-tertiary"> · {line.set}</span>}
              </td>
              <td className="py-1 pr-3 text-right font-mono text-content-secondary tabular-nums">{line.line}</td>
              <td className={cx('py-1 pr-5', line.severity === 'error' ? 'text-content' : 'text-content-secondary')}>{line.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {leftOut > 0 && <p className="gutter py-1.5 text-sm text-content-tertiary">{t('leftOut', { count: leftOut })}</p>}
    </>
  );
}
