export interface FacetChoice { include: readonly string[]; exclude: readonly string[] }

const EXCLUDE = 'not.';

/** URL key of a facet's values that are kept out. */
export function excludeKey(key: string): string {
  return `${EXCLUDE}${key}`;
}

interface Params { getAll: (name: string) => string[] }

/** What the URL chooses, per facet: `?rule=a&rule=b` keeps, `?not.rule=c` leaves out. */
export function readFacets<K extends string>(params: Params, keys: readonly K[]): Record<K, FacetChoice> {
  const choice = (key: K): FacetChoice => ({ include: params.getAll(key), exclude: params.getAll(excludeKey(key)) });
  return Object.fromEntries(keys.map((key) => [key, choice(key)])) as Record<K, FacetChoice>;
}

/** The choice after pressing "only" or "without" on one value; pressing again takes it back. A value is never on both sides. */
export function toggleFacet(choice: FacetChoice, side: keyof FacetChoice, value: string): FacetChoice {
  const without = (values: readonly string[]): string[] => values.filter((other) => other !== value);
  const was = choice[side].includes(value);
  const next = { include: without(choice.include), exclude: without(choice.exclude) };
  if (!was) next[side] = [...next[side], value];
  return next;
}
