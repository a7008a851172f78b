'use client';
import { Search, X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { IconButton } from '../ui/icon-button';
import { Input } from '../ui/input';
import { useDraft, useUrlState } from './use-url-state';

/** Words to look for, in the URL a moment after they are typed. */
export function SearchBox({ param = 'q', label, placeholder, className }: { param?: string; label: string; placeholder?: string; className?: string }) {
  const t = useTranslations('filter');
  const [value, setValue] = useUrlState(param, '');
  const { flush, clear, ...draft } = useDraft(value, (text) => setValue(text === '' ? null : text));
  return (
    <div className={className}>
      <div className="relative">
        <Search aria-hidden size={14} className="pointer-events-none absolute top-1/2 left-2 -translate-y-1/2 text-content-tertiary" />
        <Input {...draft} type="text" role="searchbox" aria-label={label} placeholder={placeholder ?? label} className="pr-7 pl-7"
          onKeyDown={(event) => { if (event.key === 'Enter') flush(); if (event.key === 'Escape') { clear(); event.stopPropagation(); } }} />
        {draft.value !== '' && <IconButton size="sm" label={t('clearSearch')} icon={<X aria-hidden size={12} />} onClick={clear} className="absolute! top-1/2 right-0.5 -translate-y-1/2" />}
      </div>
    </div>
  );
}
