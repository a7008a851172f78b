import * as z from 'zod/mini';
import { FACETS, type DetectionLine, type DetectionLinePage, type DetectionSummary, type Facet, type MatrixCell } from '@/lib/detections/model';
import { apiGet } from '../shell/api';

const PATH = '/api/console/detections';
export const PAGE_ROWS = 100;

const Level = z.enum(['informational', 'low', 'medium', 'high', 'critical']);
const Named = z.object({ id: z.string(), name: z.string() });
const Text = z.nullable(z.string());
const Line = z.object({
  uuid: z.string(), observedAt: z.string(), level: Level, kind: z.string(), rules: z.array(z.extend(Named, { author: z.string() })), techniques: z.array(Named), sourceId: z.number(),
  endpointName: Text, endpointKey: Text, accountName: Text, accountKey: Text, what: z.custom<DetectionLine['what']>((value) => typeof value === 'object'), mutedBy: z.array(z.number()), muted: z.boolean(),
});
const Page = z.object({ items: z.array(Line), cursor: z.optional(z.string()), sequence: z.string() });
const FacetCounts = z.object({ values: z.array(z.object({ value: z.string(), count: z.number(), label: z.optional(z.string()) })), leftOut: z.number() });
const Summary = z.object({
  from: z.number(), to: z.number(), bucketMs: z.number(), buckets: z.array(z.object({ at: z.number(), level: Level, count: z.number() })), total: z.number(),
  facets: z.object(Object.fromEntries(FACETS.map((facet) => [facet, FacetCounts])) as Record<Facet, typeof FacetCounts>), extent: z.nullable(z.object({ first: z.string(), last: z.string() })),
});
const Cells = z.object({ cells: z.array(z.object({ tactic: z.string(), technique: z.string(), name: z.string(), count: z.number() })) });

const query = (search: string, more: Readonly<Record<string, string | undefined>> = {}): string => {
  const params = new URLSearchParams(search);
  for (const [name, value] of Object.entries(more)) if (value !== undefined) params.set(name, value);
  return params.toString();
};

/** `search` of all of these is `detectionSearch` of the page's URL. */
export async function fetchLines(search: string, cursor: string | undefined, signal?: AbortSignal): Promise<DetectionLinePage> {
  const { cursor: next, ...page } = await apiGet(`${PATH}?${query(search, { cursor, limit: String(PAGE_ROWS) })}`, Page, signal);
  return next === undefined ? page : { ...page, cursor: next };
}

export async function fetchSummary(search: string, signal?: AbortSignal): Promise<DetectionSummary> {
  return apiGet(`${PATH}/summary?${search}`, Summary, signal) as Promise<DetectionSummary>;
}

export async function fetchMatrix(search: string, signal?: AbortSignal): Promise<{ cells: MatrixCell[] }> {
  return apiGet(`${PATH}/techniques?${search}`, Cells, signal);
}

export async function fetchNews(search: string, since: string, signal?: AbortSignal): Promise<{ count: number }> {
  return apiGet(`${PATH}/news?${query(search, { since })}`, z.object({ count: z.number() }), signal);
}

export function layerHref(search: string): string {
  return `${PATH}/navigator?${search}`;
}
