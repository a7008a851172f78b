'use client';
import { CircleMinus } from 'lucide-react';
import { useId, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { cx } from '../ui/cx';
import type { Facet, FacetValue } from './facet';
import type { FacetChoice } from './facet-params';

const SHOWN_FIRST = 6;

interface Props { facet: Facet; choice: FacetChoice; onToggle: (side: keyof FacetChoice, value: string) => void }

/** Chosen values first and always there, even when nothing matches them any more. */
function withChosen(facet: Facet, choice: FacetChoice): FacetValue[] {
  const chosen = new Set([...choice.include, ...choice.exclude]);
  const known = new Set(facet.values.map(({ value }) => value));
  const gone = [...chosen].filter((value) => !known.has(value)).map((value) => ({ value, count: 0 }));
  return [...gone, ...facet.values];
}

/** One facet of the rail. */
export function FacetGroup({ facet, choice, onToggle }: Props) {
  const t = useTranslations('filter');
  const locale = useLocale();
  const id = useId();
  const [all, setAll] = useState(false);
  const values = withChosen(facet, choice);
  const shown = all ? values : values.slice(0, SHOWN_FIRST);
  return (
    <section aria-labelledby={id} className="border-b border-stroke-subtle py-3">
      <h2 id={id} className="label-caps px-5 pb-1">{facet.label}</h2>
      {values.length === 0 && <p className="px-5 text-sm text-content-tertiary">{t('noValues')}</p>}
      <ul>
        {shown.map(({ value, label, count, mark }) => {
          const text = label ?? value;
          const kept = choice.include.includes(value);
          const out = choice.exclude.includes(value);
          return (
            <li key={value} className={cx('group/facet relative flex h-7 items-stretch', kept && 'bg-surface-selected')}>
              <button type="button" aria-pressed={kept} aria-label={`${t('include', { value: text })} (${count})`} title={text} onClick={() => onToggle('include', value)}
                className={cx('focus-inset flex min-w-0 flex-1 items-center gap-2 pr-1 pl-5 text-left hover:bg-surface-hover', out && 'text-content-tertiary line-through')}>
                {mark}
                <span className="min-w-0 flex-1 truncate">{text}</span>
                <span className="text-sm text-content-tertiary tabular-nums">{count.toLocaleString(locale)}</span>
              </button>
              <button type="button" aria-pressed={out} aria-label={t('exclude', { value: text })} title={t('exclude', { value: text })} onClick={() => onToggle('exclude', value)}
                className={cx('focus-inset flex w-7 items-center justify-center hover:text-content', out ? 'text-content-negative' : 'text-content-tertiary opacity-0 group-hover/facet:opacity-100 focus-visible:opacity-100')}>
                <CircleMinus aria-hidden size={12} />
              </button>
            </li>
          );
        })}
      </ul>
      {values.length > SHOWN_FIRST && (
        <button type="button" onClick={() => setAll(!all)} className="mt-1 px-5 text-sm text-content-accent underline-offset-2 hover:underline">{all ? t('showLess') : t('showMore', { count: values.length - SHOWN_FIRST })}</button>
      )}
      {facet.leftOut !== undefined && facet.leftOut > 0 && <p className="mt-1 px-5 text-sm text-content-tertiary">{t('leftOut', { count: facet.leftOut })}</p>}
    </section>
  );
}
