'use client';
import { Search } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { fieldOf } from '@/lib/engine/activity/catalogue';
import { aroundState, searchHref, valueQuery } from '@/lib/searches/queries';
import type { FieldValue } from './field-groups';

const MINUTES = [1, 5, 10] as const;

/** From a value that leads on to other records to all of them. */
export function SearchValue({ field: { property, name, value } }: { field: FieldValue }) {
  const t = useTranslations('record');
  if (!fieldOf(property).pivotable) return null;
  const label = t('searchValue', { value });
  return <Link href={searchHref({ q: valueQuery(name, value), range: 'all' })} prefetch={false} aria-label={label} title={label} className="inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-content-tertiary hover:bg-surface-hover hover:text-content"><Search aria-hidden size={12} /></Link>;
}

/** The minutes before and after a record, on its endpoint. */
export function SearchAround({ at, endpointKey }: { at: number; endpointKey: string | undefined }) {
  const t = useTranslations('record');
  return (
    <span className="flex flex-wrap gap-x-4">
      {MINUTES.map((minutes) => <Link key={minutes} href={searchHref(aroundState(at, minutes, endpointKey))} prefetch={false} className="text-content-accent underline-offset-2 hover:underline">{t('minutesAround', { minutes })}</Link>)}
    </span>
  );
}
