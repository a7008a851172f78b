import { RULE_FACETS, type RuleFilter } from './model';

/** The list's filter in the URL: `text`, `errors=1`, and every facet as often as it has values. */
export function readRuleQuery(params: URLSearchParams): RuleFilter {
  const filter: RuleFilter = {};
  const text = params.get('text');
  if (text) filter.text = text;
  if (params.has('errors')) filter.errors = params.get('errors') !== '0';
  for (const facet of RULE_FACETS) if (params.has(facet)) filter[facet] = params.getAll(facet);
  return filter;
}

/** The same filter as the URL's search, without the question mark. */
export function writeRuleQuery(filter: RuleFilter): string {
  const params = new URLSearchParams();
  if (filter.text) params.set('text', filter.text);
  if (filter.errors !== undefined) params.set('errors', filter.errors ? '1' : '0');
  for (const facet of RULE_FACETS) for (const value of filter[facet] ?? []) params.append(facet, value);
  return params.toString();
}
