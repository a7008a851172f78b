import { z } from 'zod';
import type { FilterNode } from '../engine/query/filter';
import type { DetectionRow } from '../engine/correlate/types';
import type { Activity } from '../engine/activity/activity';
import { LEVELS, type Level, type MatchedField } from '../engine/sigma/types';

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
  endpointName: string | null; endpointKey: string | null; accountName: string | null; accountKey: string | null; activity: DetectionRow['activity']; matches: DetectionRow['matches'];
}

export interface FacetCount { value: string; count: number }
export interface TimeBucket { at: number; level: Level; count: number }

/** Rule or technique with its name, where that is known. */
export interface Named { id: string; name: string }

/** A row of the Observed Attack Techniques screen. */
export interface DetectionLine {
  uuid: string; observedAt: string; level: Level; kind: string; rules: (Named & { author: string })[]; techniques: Named[]; sourceId: number;
  endpointName: string | null; endpointKey: string | null; accountName: string | null; accountKey: string | null;
  /** What happened, as the most telling property; null when the record has none. */
  what: { property: keyof Activity; text: string } | null;
  /** Exceptions that mute matches of it; `muted`: all of them. */
  mutedBy: number[]; muted: boolean;
}

/** `sequence` is how far ingest had come: what is new is counted from there. */
export interface DetectionLinePage { items: DetectionLine[]; cursor?: string; sequence: string }

export interface LabelledCount extends FacetCount { label?: string }
export interface DetectionSummary {
  /** What the histogram spans, epoch ms: the range asked for, or all there is when that has no beginning. */
  from: number; to: number; bucketMs: number; buckets: TimeBucket[]; total: number;
  facets: Record<Facet, { values: LabelledCount[]; leftOut: number }>;
  /** First and last detection whatever the filter; null when the tenant has none at all. */
  extent: { first: string; last: string } | null;
}

export interface MatrixCell { tactic: string; technique: string; name: string; count: number }

/** Why a record was detected, by one rule. A rule that is no longer here has its id for a title and nothing else. */
export interface ExplainedMatch {
  ruleId: string; title: string; level: Level | null; description: string; author: string; tactics: string[]; techniques: Named[]; falsePositives: string[]; references: string[]; matched: MatchedField[];
  /** The exception that mutes this match. */
  mutedBy: number | null;
}

/** One stored record with all that can be said of it. */
export interface RecordDetail {
  uuid: string;
  /** The bytes as sent: as they are when they are UTF-8, else in base64. */
  original: string; encoding: 'utf-8' | 'base64'; bytes: number; format: string; sourceId: number; sourceName: string; receivedAt: string;
  activity: Partial<Activity>;
  /** False: the record alone cannot be read again (a row without its header line), so only what its table keeps is here. */
  complete: boolean;
  detection: { level: Level; matches: ExplainedMatch[]; alerts: string[] } | null;
}
