import { z } from 'zod';
import type { Activity } from '../engine/activity/activity';
import { FIELD_CATALOGUE, fieldByName } from '../engine/activity/catalogue';
import { SEARCH_CHARS_MAX } from '../engine/query/search-parser';

export const HITS_PAGE_MAX = 1_000;
export const BUCKETS_MAX = 200;
export const FACET_VALUES_MAX = 100;
const FACET_FIELDS_MAX = 12;

const instant = z.iso.datetime({ offset: true });
const fieldName = z.string().max(100).refine((name) => fieldByName(name) !== undefined, 'is no field of the catalogue');

/** What every question about activities names. `from` inclusive, `to` exclusive, both of the time of observation. */
export const activityQuery = z.object({
  query: z.string().max(SEARCH_CHARS_MAX).default(''),
  from: instant,
  to: instant,
  /** Only of these sources; empty: of all. */
  sources: z.array(z.coerce.number().int().positive().max(2_147_483_647)).max(100).default([]),
});

export const activitySearch = activityQuery.extend({
  /** Names of the catalogue; empty: all fields. */
  fields: z.array(fieldName).max(FIELD_CATALOGUE.length).default([]),
  limit: z.coerce.number().int().min(1).max(HITS_PAGE_MAX).default(100),
  cursor: z.string().max(300).optional(),
});
export type ActivitySearchInput = z.input<typeof activitySearch>;

export const activitySummary = activityQuery.extend({
  buckets: z.coerce.number().int().min(1).max(BUCKETS_MAX).default(60),
  /** Fields whose most frequent values are wanted. */
  facets: z.array(fieldName).max(FACET_FIELDS_MAX).default([]),
  facetValues: z.coerce.number().int().min(1).max(FACET_VALUES_MAX).default(10),
});
export type ActivitySummaryInput = z.input<typeof activitySummary>;

export const activityExport = activityQuery.extend({ fields: z.array(fieldName).max(FIELD_CATALOGUE.length).default([]) });
export type ActivityExportInput = z.input<typeof activityExport>;

export interface ActivityHit { uuid: string; sourceId: number; activity: Partial<Activity> }

/** How far a question came. `partial`: time or a limit ended it; then it is complete for what was observed at `completeFrom` or later (ISO), if for anything. */
export interface SearchProgress { partial: boolean; completeFrom: string | null; segments: number; segmentsRead: number; rowsRead: number }

export interface ActivityPage extends SearchProgress { hits: ActivityHit[]; cursor?: string }

export interface FacetValue { value: string; count: number }

export interface ActivitySummary extends SearchProgress {
  total: number;
  histogram: { from: string; bucketMs: number; counts: number[] };
  /** By name of the field, the most frequent first. `cut`: a field with so many values that rare ones were not counted. */
  facets: Record<string, { values: FacetValue[]; cut: boolean }>;
}
