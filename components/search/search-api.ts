import * as z from 'zod/mini';
import type { ActivityHit, ActivityPage, ActivitySummary, FacetValue } from '@/lib/activities/model';
import type { ExportFormat, SavedSearch, SaveSearchInput } from '@/lib/searches/model';
import { apiGet, apiSend } from '../shell/api';

const PATH = '/api/console/search';

const progress = { partial: z.boolean(), completeFrom: z.nullable(z.string()), segments: z.number(), segmentsRead: z.number(), rowsRead: z.number() };
const Hit = z.object({ uuid: z.string(), sourceId: z.number(), activity: z.custom<ActivityHit['activity']>((value) => typeof value === 'object' && value !== null) });
const Page = z.object({ hits: z.array(Hit), cursor: z.optional(z.string()), ...progress });
const Values = z.array(z.object({ value: z.string(), count: z.number() }));
const Summary = z.object({
  total: z.number(), histogram: z.object({ from: z.string(), bucketMs: z.number(), counts: z.array(z.number()) }), facets: z.record(z.string(), z.object({ values: Values, cut: z.boolean() })), ...progress,
});
const Saved = z.object({ id: z.number(), name: z.string(), search: z.string(), shared: z.boolean(), ownerName: z.string(), mine: z.boolean(), updatedAt: z.string() });

function withParams(search: string, more: Readonly<Record<string, string | undefined>>): string {
  const params = new URLSearchParams(search);
  for (const [name, value] of Object.entries(more)) if (value !== undefined) params.set(name, value);
  return params.toString();
}

/** `search` of all of these is `searchOf` the page's URL. */
export async function fetchPage(search: string, columns: readonly string[], cursor: string | undefined, signal?: AbortSignal): Promise<ActivityPage> {
  const { cursor: next, ...page } = await apiGet(`${PATH}?${withParams(search, { columns: columns.join(','), cursor })}`, Page, signal);
  return next === undefined ? page : { ...page, cursor: next };
}

export async function fetchCount(search: string, signal?: AbortSignal): Promise<ActivitySummary> {
  return apiGet(`${PATH}/summary?${search}`, Summary, signal);
}

export async function fetchFacets(search: string, group: number, signal?: AbortSignal): Promise<ActivitySummary> {
  return apiGet(`${PATH}/summary?${withParams(search, { facets: String(group) })}`, Summary, signal);
}

/** `range` holds the URL's `range` or `from` and `to`. */
export async function fetchValues(field: string, typed: string, range: string, signal?: AbortSignal): Promise<{ values: FacetValue[]; partial: boolean }> {
  return apiGet(`${PATH}/values?${withParams(range, { field, typed })}`, z.object({ values: Values, partial: z.boolean() }), signal);
}

export function exportPath(search: string, columns: readonly string[], options: { format: ExportFormat; zone: string; all: boolean }): string {
  return `${PATH}/export?${withParams(search, { columns: columns.join(','), format: options.format, zone: options.zone, ...(options.all ? { all: '1' } : {}) })}`;
}

export async function fetchSaved(signal?: AbortSignal): Promise<{ items: SavedSearch[] }> {
  return apiGet(`${PATH}/saved`, z.object({ items: z.array(Saved) }), signal);
}

export async function saveSearch(input: SaveSearchInput): Promise<SavedSearch> {
  return apiSend('POST', `${PATH}/saved`, input, Saved);
}

export async function deleteSearch(id: number): Promise<void> {
  await apiSend('DELETE', `${PATH}/saved/${id}`, undefined, z.object({}));
}
