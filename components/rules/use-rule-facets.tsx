'use client';
import { useCallback, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { LEVELS } from '@/lib/engine/sigma/types';
import type { RuleList } from '@/lib/rules/model';
import type { Facet } from '../filter/facet';
import type { ChipKey } from '../filter/filter-chips';
import { useMessage } from '../i18n/use-message';
import { tacticKey } from '../record/tactics';
import { uiLevel } from '../record/ui-level';
import { SEVERITY_GLYPHS, SEVERITY_TEXT } from '../ui/severity';
import { RAIL_FACETS, type RailFacet } from './rule-params';
import { RULE_STATE_ORDER } from './rule-state';

type Values = RuleList['facets'][RailFacet];
const levelOf = (value: string) => LEVELS.find((level) => level === value);

/** Levels by gravity and states by urgency; everything else by count as it came. */
function ordered(facet: RailFacet, values: Values): Values {
  const rank = facet === 'level' ? (value: string) => -LEVELS.findIndex((level) => level === value) : facet === 'state' ? (value: string) => RULE_STATE_ORDER.findIndex((state) => state === value) : null;
  return rank === null ? values : [...values].sort((a, b) => rank(a.value) - rank(b.value));
}

const GROUPS: Partial<Record<RailFacet, string>> = { state: 'states', origin: 'origins', kind: 'kinds', status: 'maturity' };

/** A facet's value in the reader's language. */
export function useFacetLabel(): (facet: RailFacet, value: string) => string {
  const message = useMessage();
  return useCallback((facet, value) => {
    const level = facet === 'level' ? levelOf(value) : undefined;
    if (level !== undefined) return message(`severity.${uiLevel(level)}`);
    const tactic = facet === 'tactic' ? tacticKey(value) : undefined;
    if (tactic !== undefined) return message(`tactic.${tactic}`);
    const key = `rules.${GROUPS[facet] ?? ''}.${value}`;
    return GROUPS[facet] !== undefined && message.has(key) ? message(key) : value;
  }, [message]);
}

/** Rail and chips of the list: the server's counts with the names of this language. */
export function useRuleFacets(counts: RuleList['facets'] | undefined): { facets: readonly Facet[]; chips: readonly ChipKey[] } {
  const t = useTranslations('rules.facets');
  const labelOf = useFacetLabel();
  return useMemo(() => {
    const mark = (facet: RailFacet, value: string) => {
      const level = facet === 'level' ? levelOf(value) : undefined;
      return level === undefined ? {} : { mark: <span aria-hidden className={`w-3 text-center text-xs ${SEVERITY_TEXT[uiLevel(level)]}`}>{SEVERITY_GLYPHS[uiLevel(level)]}</span> };
    };
    const facets = counts === undefined ? [] : RAIL_FACETS.filter((facet) => facet !== 'originSet' || counts.originSet.length > 0).map((facet): Facet => ({
      key: facet, label: t(facet), values: ordered(facet, counts[facet]).map(({ value, count }) => ({ value, count, label: labelOf(facet, value), ...mark(facet, value) })),
    }));
    return { facets, chips: RAIL_FACETS.map((facet): ChipKey => ({ key: facet, label: t(facet), valueLabel: (value) => labelOf(facet, value) })) };
  }, [counts, t, labelOf]);
}
