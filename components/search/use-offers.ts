'use client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useFormatter } from 'use-intl';
import { searchKeys } from '@/lib/searches/queries';
import { useMessage } from '../i18n/use-message';
import { accept, completingAt, kindsLike, offerFields } from './completion';
import { readHistory } from './query-history';
import { fetchValues } from './search-api';

/** One line of the list below the query bar. */
export interface Offer { id: string; text: string; note: string; apply: () => { text: string; caret: number; run: boolean } }
export interface Offers { kind: 'field' | 'value' | 'history'; items: readonly Offer[]; loading: boolean }

const FIELDS_MAX = 12;
const TYPING_MS = 200;

/** The value, once it has not changed for a moment. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** What could be meant where the caret stands: fields of the catalogue, values of the field, or the last searches while nothing is written. */
export function useOffers(text: string, caret: number, range: string, wanted: boolean): Offers | null {
  const message = useMessage(), format = useFormatter();
  const completing = wanted ? completingAt(text, caret) : null;
  const field = completing?.kind === 'value' && completing.field.type !== 'time' ? completing.field : undefined;
  const byLabel = field?.property === 'kind', written = completing?.kind === 'value' ? completing.typed.replaceAll('*', '') : '';
  const typed = useSettled(byLabel ? '' : written);
  const values = useQuery({
    queryKey: searchKeys.values(field?.name ?? '', typed, range), queryFn: ({ signal }) => fetchValues(field?.name ?? '', typed, range, signal), enabled: field !== undefined, staleTime: 60_000, refetchOnWindowFocus: false, retry: false,
    placeholderData: undefined,
  });
  if (!wanted) return null;
  if (text.trim() === '') {
    const past = readHistory().map((query, index): Offer => ({ id: String(index), text: query, note: '', apply: () => ({ text: query, caret: query.length, run: true }) }));
    if (past.length > 0) return { kind: 'history', items: past, loading: false };
  }
  if (completing === null) return null;
  if (completing.kind === 'field') {
    const items = offerFields(completing.typed, ({ property }) => message(property === 'timeSource' ? 'record.timeSource' : `field.${property}`), FIELDS_MAX)
      .map(({ name, label }): Offer => ({ id: name, text: name, note: label, apply: () => ({ ...accept(text, completing, name), run: false }) }));
    return items.length === 0 ? null : { kind: 'field', items, loading: false };
  }
  if (field === undefined) return null;
  const counted = values.data?.values ?? [];
  const offered = byLabel ? kindsLike(written, counted, (kind) => message(`kind.${kind}`)) : counted.map(({ value, count }) => ({ value, label: '', count }));
  const items = offered.map(({ value, label, count }): Offer => ({
    id: value, text: value, note: [label, count === 0 ? '' : format.number(count)].filter((part) => part !== '').join(' · '), apply: () => ({ ...accept(text, completing, value), run: false }),
  }));
  return items.length === 0 && !values.isFetching ? null : { kind: 'value', items, loading: values.isFetching };
}
