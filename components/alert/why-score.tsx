'use client';
import { useTranslations } from 'use-intl';
import type { AlertContent } from '@/lib/engine/correlate/types';
import { SEVERITY_TEXT } from '../ui/severity';
import { Panel } from './panel';
import { StorySentence } from './story-sentence';

const BAR_FULL = 46;

/** The score as a sum: each term with its points and its reason in words. */
export function WhyScore({ content, className }: { content: Pick<AlertContent, 'score' | 'severity' | 'terms'>; className?: string }) {
  const t = useTranslations('alert');
  const severity = useTranslations('severity');
  return (
    <Panel title={t('whyScore', { score: content.score })} {...(className === undefined ? {} : { className })}>
      <ul className="px-5 py-2">
        {content.terms.map((term) => (
          <li key={term.term} className="flex items-start gap-3 py-1">
            <span className="w-9 shrink-0 text-right font-medium tabular-nums text-content" title={t('points', { points: term.points })}>{term.points > 0 ? `+${term.points}` : `−${Math.abs(term.points)}`}</span>
            <div className="min-w-0 flex-1">
              <p className="text-content-secondary"><StorySentence sentence={term.reason} /></p>
              <div aria-hidden className="mt-1 h-0.5 bg-surface-pressed"><div className="h-full bg-surface-accent-strong" style={{ width: `${Math.min(100, (100 * Math.abs(term.points)) / BAR_FULL)}%` }} /></div>
            </div>
          </li>
        ))}
      </ul>
      <p className="px-5 pb-3 text-sm text-content-tertiary">{t('scoreOf', { score: content.score })} <span className={SEVERITY_TEXT[content.severity]}>{severity(content.severity)}</span> · {t('thresholds')}</p>
    </Panel>
  );
}
