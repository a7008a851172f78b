'use client';
import { Fragment } from 'react';
import { useTranslations } from 'use-intl';
import type { Kind, SelectionPart } from '@/lib/rules/model';
import { useMessage } from '../i18n/use-message';
import { conditionOf } from './rule-text';
import { SectionHeading } from './section-heading';

interface Props { kind: Kind; parts: readonly SelectionPart[]; text: string }

/** What the rule asks, selection by selection, as lists that read without knowing Sigma. */
export function RuleExplanation({ kind, parts, text }: Props) {
  const t = useTranslations('rules.detail');
  const condition = conditionOf(text);
  const selections = [...new Set(parts.map(({ selection }) => selection))];
  return (
    <section aria-label={t('explanation')}>
      <SectionHeading>{t('explanation')}</SectionHeading>
      {parts.length === 0 && <p className="text-content-secondary">{t(kind === 'broken' ? 'brokenExplanation' : 'noExplanation')}</p>}
      {parts.length > 0 && condition !== null && <p className="mb-2"><span className="text-content-tertiary">{t('condition')} </span><code className="font-mono text-sm break-words">{condition}</code></p>}
      <ul className="flex flex-col">
        {selections.map((selection) => (
          <li key={selection} className="border-t border-stroke-subtle py-2">
            <h3 className="font-mono text-sm text-content-tertiary">{selection}</h3>
            <ul className="mt-1 flex flex-col gap-1.5">{parts.filter((part) => part.selection === selection).map((part, index) => <Part key={index} part={part} />)}</ul>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Part({ part }: { part: SelectionPart }) {
  const t = useTranslations('rules.detail');
  const message = useMessage();
  const how = part.how.map((word) => (message.has(`rules.how.${word}`) ? message(`rules.how.${word}`) : word)).join(' / ');
  const left = part.valueCount - part.values.length;
  return (
    <li className="text-md leading-6">
      {part.negated && <span className="mr-1 font-medium text-content-notice">{t('not')}</span>}
      <code className="font-mono text-sm font-medium">{part.field ?? t('anyField')}</code> <span className="text-content-secondary">{how}</span>
      {part.valueCount > 1 && <span className="text-content-tertiary"> · {t(part.all ? 'allOf' : 'anyOf')}</span>}{' '}
      {part.values.filter((value) => value !== '').map((value, index) => <Fragment key={index}><code className="mr-1 inline-block max-w-full rounded-sm border border-stroke-subtle bg-surface-sunken px-1 font-mono text-sm leading-5 break-all">{value}</code>{' '}</Fragment>)}
      {left > 0 && <span className="text-sm text-content-tertiary">{t('moreValues', { count: left })}</span>}
    </li>
  );
}
