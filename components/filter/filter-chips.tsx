'use client';
import { X } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { excludeKey, readFacets } from './facet-params';
import { useUrlPatch } from './use-url-state';

export interface ChipKey { key: string; label: string; valueLabel?: (value: string) => string }

/** What the list is narrowed to, each part removable. Nothing shows when nothing is. */
export function FilterChips({ keys }: { keys: readonly ChipKey[] }) {
  const t = useTranslations('filter');
  const params = useSearchParams();
  const patch = useUrlPatch();
  const chosen = readFacets(params, keys.map(({ key }) => key));
  const chips = keys.flatMap(({ key, label, valueLabel }) => (['include', 'exclude'] as const).flatMap((side) => {
    const values = chosen[key]?.[side] ?? [];
    const param = side === 'include' ? key : excludeKey(key);
    return values.map((value) => ({ id: `${param}=${value}`, label, side, text: valueLabel?.(value) ?? value, remove: () => patch({ [param]: values.filter((other) => other !== value) }) }));
  }));
  if (chips.length === 0) return null;
  const clearAll = (): void => patch(Object.fromEntries(keys.flatMap(({ key }) => [[key, null], [excludeKey(key), null]])));
  return (
    <ul aria-label={t('filters')} className="flex min-w-0 flex-wrap items-center gap-1.5">
      {chips.map((chip) => (
        <li key={chip.id} className="inline-flex h-6 max-w-80 items-center rounded-sm border border-stroke bg-surface-raised pl-2 text-sm">
          <span className="mr-1 shrink-0 text-content-tertiary">{chip.label}{chip.side === 'exclude' && ` ${t('not')}`}</span>
          <span className={chip.side === 'exclude' ? 'truncate line-through' : 'truncate'}>{chip.text}</span>
          <button type="button" aria-label={t('remove', { value: chip.text })} onClick={chip.remove} className="focus-inset ml-1 flex size-6 shrink-0 items-center justify-center text-content-tertiary hover:text-content"><X aria-hidden size={12} /></button>
        </li>
      ))}
      <li><button type="button" onClick={clearAll} className="h-6 px-1 text-sm text-content-accent underline-offset-2 hover:underline">{t('clearAll')}</button></li>
    </ul>
  );
}
