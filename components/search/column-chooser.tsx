'use client';
import { ArrowDown, ArrowUp, Columns3, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { FIELD_CATALOGUE } from '@/lib/engine/activity/catalogue';
import { COLUMNS_MAX, DEFAULT_COLUMNS } from '@/lib/searches/queries';
import { useUrlPatch } from '../filter/use-url-state';
import { Button } from '../ui/button';
import { Checkbox } from '../ui/checkbox';
import { IconButton } from '../ui/icon-button';
import { Input } from '../ui/input';
import { Popover } from '../ui/popover';
import { useFieldLabel } from './use-search-facets';

/** The list with one entry moved by one place; at its end it stays. */
export function moved(list: readonly string[], name: string, by: 1 | -1): string[] {
  const at = list.indexOf(name), to = at + by;
  if (at === -1 || to < 0 || to >= list.length) return [...list];
  const next = list.filter((other) => other !== name);
  next.splice(to, 0, name);
  return next;
}

/** Which fields are columns, and in which order; remembered in the URL. Time is always the first. */
export function ColumnChooser({ columns }: { columns: readonly string[] }) {
  const t = useTranslations('search.columns'), label = useFieldLabel(), patch = useUrlPatch();
  const [typed, setTyped] = useState('');
  const choose = (next: readonly string[]): void => patch({ columns: next.length === 0 || next.join() === DEFAULT_COLUMNS.join() ? null : next.join(',') }, { shallow: true });
  const wanted = typed.trim().toLowerCase();
  const others = FIELD_CATALOGUE.filter(({ name }) => name !== '@timestamp' && !columns.includes(name) && (name.includes(wanted) || label(name).toLowerCase().includes(wanted)));
  const isFull = columns.length >= COLUMNS_MAX;
  return (
    <Popover label={t('title')} align="end" trigger={<Button size="sm" icon={<Columns3 aria-hidden size={14} />}>{t('open')}</Button>}>
      <div className="flex max-h-[60vh] w-90 flex-col">
        <div className="border-b border-stroke p-2"><Input aria-label={t('find')} placeholder={t('find')} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} /></div>
        <p className="label-caps px-3 pt-2 pb-1">{t('shown')}</p>
        <ul className="max-h-60 shrink-0 overflow-y-auto">
          {columns.map((name, at) => (
            <li key={name} className="flex h-7 items-center gap-1 pr-1 pl-3">
              <span className="min-w-0 flex-1 truncate" title={name}>{label(name)}</span>
              <IconButton size="sm" label={t('up', { name: label(name) })} icon={<ArrowUp aria-hidden size={12} />} onClick={() => choose(moved(columns, name, -1))} {...(at === 0 ? { disabledReason: t('first') } : {})} />
              <IconButton size="sm" label={t('down', { name: label(name) })} icon={<ArrowDown aria-hidden size={12} />} onClick={() => choose(moved(columns, name, 1))} {...(at === columns.length - 1 ? { disabledReason: t('last') } : {})} />
              <IconButton size="sm" label={t('remove', { name: label(name) })} icon={<X aria-hidden size={12} />} onClick={() => choose(columns.filter((other) => other !== name))} {...(columns.length === 1 ? { disabledReason: t('only') } : {})} />
            </li>
          ))}
        </ul>
        <ul className="mt-1 min-h-0 overflow-y-auto border-t border-stroke py-2">
          {others.map(({ name }) => <li key={name} title={name} className="px-3"><Checkbox checked={false} disabled={isFull} onCheckedChange={() => choose([...columns, name])} label={label(name)} /></li>)}
          {others.length === 0 && <li className="px-3 text-sm text-content-tertiary">{t('none')}</li>}
        </ul>
        <div className="flex items-center justify-between gap-3 border-t border-stroke px-3 py-2 text-sm text-content-tertiary">
          <span>{isFull ? t('full', { max: COLUMNS_MAX }) : t('kept')}</span>
          <Button size="sm" intent="ghost" onClick={() => choose(DEFAULT_COLUMNS)}>{t('reset')}</Button>
        </div>
      </div>
    </Popover>
  );
}
