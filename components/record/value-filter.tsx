'use client';
import { CircleMinus, Filter } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Facet } from '@/lib/detections/model';
import { excludeKey, readFacets, toggleFacet, type FacetChoice } from '../filter/facet-params';
import { useUrlPatch } from '../filter/use-url-state';

interface Props { facet: Facet; value: string; label: string; always?: boolean }

/** Two buttons beside a value: keep only rows that have it, or hide them. In a row they show under the pointer; panel and rail have the same for the keyboard. */
export function ValueFilter({ facet, value, label, always = false }: Props) {
  const t = useTranslations('record');
  const patch = useUrlPatch();
  const press = (side: keyof FacetChoice): void => {
    const choice = readFacets(new URLSearchParams(window.location.search), [facet])[facet];
    const next = toggleFacet(choice, side, value);
    patch({ [facet]: next.include, [excludeKey(facet)]: next.exclude });
  };
  const button = (side: keyof FacetChoice, name: string, icon: ReactNode) => (
    <button type="button" aria-label={name} title={name} tabIndex={always ? 0 : -1} onClick={() => press(side)} className="flex size-6 items-center justify-center rounded-sm text-content-tertiary hover:bg-surface-hover hover:text-content">{icon}</button>
  );
  return (
    <span className={always ? 'inline-flex shrink-0 items-center' : 'absolute inset-y-0 right-0 hidden items-center bg-surface-hover pl-1 group-hover/row:flex'}>
      {button('include', t('onlyThese', { value: label }), <Filter aria-hidden size={12} />)}
      {button('exclude', t('hideValue', { value: label }), <CircleMinus aria-hidden size={12} />)}
    </span>
  );
}
