import type { AlertFilter, AlertStatus } from '@/lib/alerts/model';
import type { Severity } from '@/lib/engine/correlate/types';
import { readTimeRange, type RangePreset } from '../filter/time-range-params';

export const STATUSES = ['open', 'in_progress', 'closed'] as const satisfies readonly AlertStatus[];
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const satisfies readonly Severity[];
export const SORTS = ['score', 'created', 'updated', 'last_seen'] as const satisfies readonly AlertFilter['sort'][];
export type WorkbenchSort = (typeof SORTS)[number];

/** The list answers "what waits", however old: all time unless asked otherwise. */
export const RANGE_FALLBACK: RangePreset = 'all';
export const PAGE_ROWS = 50;
const TEXT_CHARS_MAX = 200;

/**
 * What of a URL the list depends on, in a fixed order: the cache key of server and client. Values that the list does not know are dropped, so that an
 * old or mistyped link still opens.
 */
export function workbenchFilter(url: URLSearchParams): URLSearchParams {
  const kept = new URLSearchParams();
  for (const status of STATUSES) if (url.getAll('status').includes(status)) kept.append('status', status);
  for (const severity of SEVERITIES) if (url.getAll('severity').includes(severity)) kept.append('severity', severity);
  for (const name of ['text', 'endpoint', 'owner'] as const) {
    const value = url.get(name)?.slice(0, TEXT_CHARS_MAX);
    if (value) kept.set(name, value);
  }
  for (const name of ['range', 'from', 'to'] as const) {
    const value = url.get(name);
    if (value !== null) kept.set(name, value);
  }
  const sort = url.get('sort')?.replace(/^-/, '');
  const known = SORTS.find((name) => name === sort);
  if (known !== undefined && known !== 'score') kept.set('sort', `-${known}`);
  return kept;
}

/** The request for one page: the filter with its period as instants. */
export function workbenchQuery(filter: URLSearchParams, now: number, cursor: string | null): URLSearchParams {
  const query = new URLSearchParams(filter);
  const range = readTimeRange(filter, now, RANGE_FALLBACK);
  for (const name of ['range', 'from', 'to']) query.delete(name);
  if (range.preset !== 'all') query.set('from', new Date(range.from).toISOString());
  if (range.preset === null) query.set('to', new Date(range.to).toISOString());
  query.set('limit', String(PAGE_ROWS));
  if (cursor !== null) query.set('cursor', cursor);
  return query;
}

/** Whether anything narrows the list. */
export function isNarrowed(filter: URLSearchParams): boolean {
  return [...filter.keys()].some((name) => name !== 'sort');
}
