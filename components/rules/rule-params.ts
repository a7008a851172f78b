import type { RuleFacet, RuleRow } from '@/lib/rules/model';
import { excludeKey, readFacets, type FacetChoice } from '../filter/facet-params';
import { facetValues } from './rule-state';

/** Facets of the rail, in its order. */
export const RAIL_FACETS = ['state', 'level', 'origin', 'originSet', 'tactic', 'logSource', 'kind', 'status'] as const satisfies readonly RuleFacet[];
export type RailFacet = (typeof RAIL_FACETS)[number];

const ASKED: readonly string[] = ['text', 'technique', ...RAIL_FACETS, ...RAIL_FACETS.map(excludeKey)];

/** The part of a URL that the list depends on, in a fixed order: its cache key, and the query of the API, which knows nothing of what is left out. */
export function rulesSearch(params: URLSearchParams): string {
  const kept = new URLSearchParams([...params].filter(([name, value]) => ASKED.includes(name) && value !== ''));
  kept.sort();
  return kept.toString();
}

/** What the URL keeps and, with `not.`, leaves out. */
export function readExcluded(params: { getAll: (name: string) => string[] }): Record<RailFacet, FacetChoice> {
  return readFacets(params, RAIL_FACETS);
}

export function withoutExcluded(rules: readonly RuleRow[], choices: Record<RailFacet, FacetChoice>): readonly RuleRow[] {
  const asked = RAIL_FACETS.filter((facet) => choices[facet].exclude.length > 0);
  if (asked.length === 0) return rules;
  return rules.filter((rule) => asked.every((facet) => !facetValues(rule, facet).some((value) => choices[facet].exclude.includes(value))));
}

/** Whether anything narrows the list. */
export function isNarrowed(params: URLSearchParams): boolean {
  return ASKED.some((name) => params.has(name));
}
