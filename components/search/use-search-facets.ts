'use client';
import { useCallback, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { ActivitySummary } from '@/lib/activities/model';
import { fieldByName } from '@/lib/engine/activity/catalogue';
import { FACET_GROUPS, FACET_NAMES } from '@/lib/searches/queries';
import type { Facet } from '../filter/facet';
import type { ChipKey } from '../filter/filter-chips';
import { useMessage } from '../i18n/use-message';

/** What a field is called in the reader's language. */
export function useFieldLabel(): (name: string) => string {
  const message = useMessage();
  return useCallback((name) => {
    const property = fieldByName(name)?.property;
    return property === undefined ? name : message(property === 'timeSource' ? 'record.timeSource' : `field.${property}`);
  }, [message]);
}

/** Rail and chips: the server's counts with the names of this language. Fields without a value in the result are left out, chosen ones never. */
export function useSearchFacets(groups: readonly (ActivitySummary | undefined)[], chosen: ReadonlySet<string>): { facets: readonly Facet[]; chips: readonly ChipKey[] } {
  const t = useTranslations('search');
  const message = useMessage(), fieldLabel = useFieldLabel();
  return useMemo(() => {
    const valueLabel = (name: string, value: string): string => {
      const key = name === 'event.action' ? `kind.${value}` : name === 'event.time_source' ? `record.timeSources.${value}` : '';
      return key !== '' && message.has(key) ? message(key) : value;
    };
    const facets = groups.flatMap((summary, group) => (summary === undefined ? [] : (FACET_GROUPS[group] ?? []).flatMap((name): Facet[] => {
      const values = summary.facets[name]?.values ?? [];
      return values.length === 0 && !chosen.has(name) ? [] : [{ key: name, label: fieldLabel(name), values: values.map(({ value, count }) => ({ value, count, label: valueLabel(name, value) })) }];
    })));
    const chips = [...FACET_NAMES.map((name): ChipKey => ({ key: name, label: fieldLabel(name), valueLabel: (value) => valueLabel(name, value) })), { key: 'source', label: t('source') }];
    return { facets, chips };
  }, [groups, chosen, message, fieldLabel, t]);
}
