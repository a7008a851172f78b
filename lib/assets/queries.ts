import { quoteValue } from '../engine/query/search';
import { ASSET_KINDS, ASSET_SORTS, CRITICALITIES, SEEN, type AssetFilterInput, type AssetKind } from './model';

const FACET_NAMES = ['criticality', 'tag', 'seen'] as const;
const ASKED = ['q', 'sort', 'tab', ...FACET_NAMES, ...FACET_NAMES.map((name) => `not.${name}`)];

/** The part of the list's URL that decides what is shown, in a fixed order. */
export function assetSearch(params: URLSearchParams): string {
  const kept = new URLSearchParams([...params].filter(([name]) => ASKED.includes(name)));
  kept.sort();
  return kept.toString();
}

const known = <T extends string>(all: readonly T[], values: readonly string[]): T[] => all.filter((value) => values.includes(value));

/** The list's URL as a filter: `?tab=accounts&criticality=critical&not.tag=lab&seen=week&q=…&sort=-alerts`. What it does not know is dropped, so that old links open. */
export function readAssetQuery(params: URLSearchParams): AssetFilterInput {
  const of = (name: string) => ({ include: params.getAll(name), exclude: params.getAll(`not.${name}`) });
  const criticality = of('criticality'), seen = of('seen'), sort = params.get('sort')?.replace(/^-/, ''), cursor = params.get('cursor');
  return {
    kind: kindOfTab(params.get('tab')), text: (params.get('q') ?? '').slice(0, 200), tag: of('tag'), sort: ASSET_SORTS.find((name) => name === sort),
    criticality: { include: known(CRITICALITIES, criticality.include), exclude: known(CRITICALITIES, criticality.exclude) }, seen: { include: known(SEEN, seen.include), exclude: known(SEEN, seen.exclude) },
    ...(cursor === null ? {} : { cursor }),
  };
}

export const TABS = { endpoint: 'endpoints', account: 'accounts' } as const satisfies Record<AssetKind, string>;
export type AssetTab = (typeof TABS)[AssetKind];
export const kindOfTab = (tab: string | null): AssetKind => ASSET_KINDS.find((kind) => TABS[kind] === tab) ?? 'endpoint';

/** The page of an asset. */
export const assetPath = (kind: AssetKind, key: string): string => `/assets/${TABS[kind]}/${encodeURIComponent(key)}`;

/** Its activities in the language of Search. */
export function assetQuery(kind: AssetKind, keys: readonly string[]): string {
  const field = kind === 'endpoint' ? 'host.id' : 'user.id', terms = keys.map((key) => `${field}:${quoteValue(key)}`);
  return terms.length === 1 ? (terms[0] as string) : `(${terms.join(' or ')})`;
}

export const assetKeys = {
  list: (search: string) => ['assets', 'list', search] as const,
  one: (kind: AssetKind, key: string) => ['assets', 'one', kind, key] as const,
  part: (kind: AssetKind, key: string, part: string, ...more: readonly string[]) => ['assets', 'one', kind, key, part, ...more] as const,
};
