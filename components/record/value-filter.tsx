'use client';
import { CircleMinus, Filter } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { Facet } from '@/lib/detections/model';
import { excludeKey, readFacets, toggleFacet } from '../filter/facet-params';
import { useUrlPatch } from '../filter/use-url-state';
import { cx } from '../ui/cx';
import { IconButton } from '../ui/icon-button';

interface Props { facet: Facet; value: string; label: string; always?: boolean }

/** Two buttons beside a value: keep only rows that have it, or hide them. In a row they show under the pointer; panel and rail have the same for the keyboard. */
export function ValueFilter({ facet, value, label, always = false }: Props) {
  const t = useTranslations('record');
  const patch = useUrlPatch();
  const press = (side: 'include' | 'exclude'): void => {
    const choice = readFacets(new URLSearchParams(window.location.search), [facet])[facet];
    const next = toggleFacet(choice, side, value);
    patch({ [facet]: next.include, [excludeKey(facet)]: next.exclude });
  };
  const tab = always ? {} : { tabIndex: -1 };
  return (
    <span className={cx('inline-flex shrink-0 items-center', !always && 'opacity-0 group-hover/row:opacity-100')}>
      <IconButton size="sm" {...tab} label={t('onlyThese', { value: label })} icon={<Filter aria-hidden size={12} />} onClick={(event) => { event.stopPropagation(); press('include'); }} />
      <IconButton size="sm" {...tab} label={t('hideValue', { value: label })} icon={<CircleMinus aria-hidden size={12} />} onClick={(event) => { event.stopPropagation(); press('exclude'); }} />
    </span>
  );
}
