'use client';
import { useCallback, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { FACETS, type DetectionSummary, type Facet } from '@/lib/detections/model';
import { LEVELS } from '@/lib/engine/sigma/types';
import type { Facet as RailFacet } from '../filter/facet';
import type { ChipKey } from '../filter/filter-chips';
import { tacticKey } from '../record/tactics';
import { uiLevel } from '../record/ui-level';
import { SEVERITY_GLYPHS, SEVERITY_TEXT } from '../ui/severity';

type Values = DetectionSummary['facets'][Facet]['values'];

/** Levels by gravity, everything else by count as it came. */
const ordered = (facet: Facet, values: Values): Values => (facet === 'level' ? [...values].sort((a, b) => LEVELS.findIndex((l) => l === b.value) - LEVELS.findIndex((l) => l === a.value)) : values);

/** Rail and chips of the screen: the server's counts with the names of this language. */
export function useFacets(summary: DetectionSummary | undefined): { facets: readonly RailFacet[]; chips: readonly ChipKey[] } {
  const t = useTranslations('techniques.facets');
  const severity = useTranslations('severity');
  const tactic = useTranslations('tactic');
  const labelOf = useCallback((facet: Facet, value: string, label: string | undefined): string => {
    const level = facet === 'level' ? LEVELS.find((l) => l === value) : undefined;
    if (level !== undefined) return severity(uiLevel(level));
    if (facet === 'tactic') { const key = tacticKey(value); return key === undefined ? value : tactic(key); }
    // The id says which technique a sub-technique is of; in a narrow rail its own name is worth more.
    return facet === 'technique' && label !== undefined ? `${value} ${label.slice(label.indexOf(': ') + 1).trim()}` : (label ?? value);
  }, [severity, tactic]);
  return useMemo(() => {
    const mark = (facet: Facet, value: string) => {
      const level = facet === 'level' ? LEVELS.find((l) => l === value) : undefined;
      return level === undefined ? {} : { mark: <span aria-hidden className={`w-3 text-center text-xs ${SEVERITY_TEXT[uiLevel(level)]}`}>{SEVERITY_GLYPHS[uiLevel(level)]}</span> };
    };
    const facets = summary === undefined ? [] : FACETS.map((facet): RailFacet => ({
      key: facet, label: t(facet), leftOut: summary.facets[facet].leftOut,
      values: ordered(facet, summary.facets[facet].values).map(({ value, count, label }) => ({ value, count, label: labelOf(facet, value, label), ...mark(facet, value) })),
    }));
    const chips = FACETS.map((facet): ChipKey => ({ key: facet, label: t(facet), valueLabel: (value) => labelOf(facet, value, summary?.facets[facet].values.find((v) => v.value === value)?.label) }));
    return { facets, chips };
  }, [summary, t, labelOf]);
}
