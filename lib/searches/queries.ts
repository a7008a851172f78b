import { FIELD_CATALOGUE, fieldByName } from '../engine/activity/catalogue';
import { quoteValue } from '../engine/query/search';

/** Fields of the rail: what is asked most comes first, and with the first question. */
const FIRST_FACETS = [
  'event.action', 'host.id', 'user.id', 'process.executable', 'process.parent.executable', 'destination.ip', 'destination.domain', 'destination.port', 'source.ip', 'event.dataset', 'event.code', 'event.module',
] as const;
export const FACET_GROUPS: readonly (readonly string[])[] = [
  FIRST_FACETS, FIELD_CATALOGUE.filter(({ facet, name }) => facet && !(FIRST_FACETS as readonly string[]).includes(name)).map(({ name }) => name),
];
export const FACET_NAMES: readonly string[] = FACET_GROUPS.flat();

export const DEFAULT_COLUMNS: readonly string[] = ['event.action', 'host.name', 'user.name', 'process.executable', 'process.command_line', 'destination.ip'];
export const COLUMNS_MAX = 20;
export const RANGE_FALLBACK = '24h';

const not = (name: string): string => `not.${name}`;
const ASKED: ReadonlySet<string> = new Set(['q', 'range', 'from', 'to', 'source', ...FACET_NAMES.flatMap((name) => [name, not(name)])]);

/** The part of the URL that decides what is found, in a fixed order. */
export function searchOf(params: URLSearchParams): string {
  const kept = new URLSearchParams([...params].filter(([name]) => ASKED.has(name)));
  kept.sort();
  return kept.toString();
}

/** The part that is worth saving: what is asked, and the columns it is shown in. */
export function savedPart(params: URLSearchParams): string {
  const kept = new URLSearchParams([...params].filter(([name]) => ASKED.has(name) || name === 'columns'));
  kept.sort();
  return kept.toString();
}

/** Columns that the URL chooses, by name of the catalogue; the usual ones when it names none that exist. */
export function columnsOf(params: URLSearchParams): string[] {
  const asked = (params.get('columns') ?? '').split(',').filter((name, at, all) => fieldByName(name) !== undefined && name !== '@timestamp' && all.indexOf(name) === at).slice(0, COLUMNS_MAX);
  return asked.length > 0 ? asked : [...DEFAULT_COLUMNS];
}

/** The query bar and the rail as one query of the language. */
export function composeQuery(params: URLSearchParams): string {
  const typed = (params.get('q') ?? '').trim();
  const sides = FACET_NAMES.flatMap((name) => [['', name, params.getAll(name)] as const, ['not ', name, params.getAll(not(name))] as const]);
  const parts = sides.filter(([, , values]) => values.length > 0).map(([before, name, values]) => `${before}${name}:${values.length === 1 ? quoteValue(values[0] ?? '') : `(${values.map(quoteValue).join(' or ')})`}`);
  if (parts.length === 0) return typed;
  return [...(typed === '' ? [] : [`(${typed})`]), ...parts].join(' and ');
}

export function sourcesOf(params: URLSearchParams): number[] {
  return params.getAll('source').filter((value) => /^\d{1,9}$/.test(value)).map(Number);
}

/** A place in Search: `q` in the query language. */
export function searchHref(state: Readonly<Record<string, string>>): string {
  const params = new URLSearchParams(state);
  params.sort();
  return `/search?${params.toString()}`;
}

/** Exactly this value of this field, as the language writes it. */
export function valueQuery(name: string, value: string | number): string {
  return fieldByName(name)?.type === 'number' ? `${name}:${value}` : `${name}:${quoteValue(String(value))}`;
}

/** Records `minutes` before and after one, on its endpoint when that is known. */
export function aroundState(at: number, minutes: number, endpointKey: string | undefined): Record<string, string> {
  const half = minutes * 60_000;
  return { from: new Date(at - half).toISOString(), to: new Date(at + half).toISOString(), ...(endpointKey === undefined ? {} : { q: valueQuery('host.id', endpointKey) }) };
}

/** What an endpoint or account did while an alert ran, and a little before and after. */
export function entityState(kind: 'host' | 'account', key: string, first: number, last: number): Record<string, string> {
  const margin = 600_000;
  return { q: valueQuery(kind === 'account' ? 'user.id' : 'host.id', key), from: new Date(first - margin).toISOString(), to: new Date(last + margin).toISOString() };
}

/** One key per question; `search` as of `searchOf`. */
export const searchKeys = {
  all: ['search'] as const,
  count: (search: string) => ['search', 'count', search] as const,
  rows: (search: string) => ['search', 'rows', search] as const,
  facets: (search: string, group: number) => ['search', 'facets', search, group] as const,
  values: (field: string, typed: string, range: string) => ['search', 'values', field, typed, range] as const,
  saved: ['searches'] as const,
};
