import { z } from 'zod';
import type { FilterNode } from '../engine/query/filter';
import type { DetectionRow } from '../engine/correlate/types';
import { LEVELS, type Level } from '../engine/sigma/types';

export const DETECTIONS_PAGE_MAX = 5_000;

/** Facets of the Observed Attack Techniques screen: each is a filter of the same name, to include or (with `not`) to leave out. */
export const FACETS = ['level', 'rule', 'tactic', 'technique', 'endpoint', 'account', 'source'] as const;
export type Facet = (typeof FACETS)[number];

const values = z.array(z.string().max(300)).max(50).default([]);
const perFacet = z.object({ level: z.array(z.enum(LEVELS)).default([]), rule: values, tactic: values, technique: values, endpoint: values, account: values, source: z.array(z.string().regex(/^\d{1,9}$/)).default([]) });

export const detectionFilter = z.object({
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
  /** Whether `from` and `to` look at when it happened or when it was received. */
  target: z.enum(['observed', 'received']).default('observed'),
  include: perFacet.prefault({}),
  exclude: perFacet.prefault({}),
  /** uuids, as an alert lists them. */
  uuids: z.array(z.string().max(36)).max(500).optional(),
  /** A filter of the public API, already parsed. */
  where: z.custom<FilterNode>().optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(DETECTIONS_PAGE_MAX).default(100),
});
export type DetectionFilter = z.infer<typeof detectionFilter>;
export type DetectionFilterInput = z.input<typeof detectionFilter>;

export const HISTOGRAM_BUCKETS_MAX = 120;
const NICE_BUCKETS_MS = [1_000, 5_000, 15_000, 60_000, 300_000, 900_000, 3_600_000, 10_800_000, 21_600_000, 86_400_000, 604_800_000];

/** The smallest round bucket that cuts the span into at most HISTOGRAM_BUCKETS_MAX pieces. */
export function bucketMsFor(fromMs: number, toMs: number): number {
  const raw = (toMs - fromMs) / HISTOGRAM_BUCKETS_MAX;
  return NICE_BUCKETS_MS.find((ms) => ms >= raw) ?? Math.ceil(raw / 604_800_000) * 604_800_000;
}

export interface StoredDetection {
  uuid: string; sourceId: number; observedAt: Date; receivedAt: Date; level: Level; kind: string; ruleIds: string[]; tactics: string[]; techniques: string[];
  endpointName: string | null; endpointKey: string | null; accountName: string | null; activity: DetectionRow['activity']; matches: DetectionRow['matches'];
}

export interface FacetCount { value: string; count: number }
