import { z } from 'zod';
import { SEVERITIES, type AlertContent, type ImpactEntity, type Sentence, type Severity } from '../engine/correlate/types';
import type { FilterNode } from '../engine/query/filter';

export const ALERT_STATUSES = ['open', 'in_progress', 'closed'] as const;
export type AlertStatus = (typeof ALERT_STATUSES)[number];

/** Closing needs one of these. */
export const FINDINGS = ['true_positive', 'benign_true_positive', 'false_positive', 'noteworthy', 'no_findings'] as const;
export type Finding = (typeof FINDINGS)[number];

export const alertId = z.string().regex(/^WB-\d{1,9}-\d{8}-\d{5,9}$/);

/** `WB-<tenant>-<yyyymmdd>-<nnnnn>`; the day is that of creation, UTC. */
export function formatAlertId(tenantId: number, day: string, number: number): string {
  return `WB-${tenantId}-${day.replaceAll('-', '')}-${String(number).padStart(5, '0')}`;
}

export const ALERT_SORTS = ['score', 'created', 'updated', 'last_seen'] as const;
export const ALERTS_PAGE_MAX = 200;
/** One change may touch so many alerts. */
export const BULK_ALERTS_MAX = 1_000;

/** The Workbench's filter, as it stands in the URL. Times are ISO 8601. */
export const alertFilter = z.object({
  status: z.array(z.enum(ALERT_STATUSES)).default([]),
  severity: z.array(z.enum(SEVERITIES)).default([]),
  endpoint: z.string().max(255).optional(),
  text: z.string().max(200).optional(),
  /** A user's id. */
  owner: z.coerce.number().int().positive().max(2_147_483_647).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  /** Which time `from` and `to` look at. */
  target: z.enum(['created', 'updated']).default('created'),
  sort: z.enum(ALERT_SORTS).default('score'),
  /** A filter of the public API, already parsed. */
  where: z.custom<FilterNode>().optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(ALERTS_PAGE_MAX).default(50),
});
export type AlertFilter = z.infer<typeof alertFilter>;
export type AlertFilterInput = z.input<typeof alertFilter>;

export const changeAlertInput = z.object({
  status: z.enum(ALERT_STATUSES).optional(),
  finding: z.enum(FINDINGS).nullish(),
  ownerId: z.number().int().positive().nullish(),
  /** The version that the change was decided on; a newer one answers `condition_not_met`. */
  version: z.number().int().positive().optional(),
});
export type ChangeAlertInput = z.infer<typeof changeAlertInput>;

export const NOTE_CHARS_MAX = 10_000;
export const noteInput = z.object({ body: z.string().trim().min(1).max(NOTE_CHARS_MAX) });

/** A line of the Workbench. */
export interface AlertRow {
  id: string; model: string; score: number; severity: Severity; status: AlertStatus; finding: Finding | null; ownerId: number | null; ownerName: string | null;
  title: Sentence; impact: readonly ImpactEntity[]; tactics: readonly string[]; techniques: readonly string[]; endpointCount: number; accountCount: number;
  firstSeen: Date; lastSeen: Date; createdAt: Date; updatedAt: Date; version: number;
}

export interface StoredNote { id: number; authorId: number | null; authorName: string; body: string; createdAt: Date; updatedAt: Date }
export type StoredAlert = Omit<AlertRow, 'impact' | 'tactics' | 'techniques'> & { content: AlertContent; mergedInto: string | null; notes: StoredNote[]; firstInvestigatedAt: Date | null; closedAt: Date | null };

/** What the page about correlation's own health looks back on. */
export const HEALTH_DAYS = 30;

/** Why a detection is in no alert (a message key); `unalerted_waiting` until the step that places it. */
export type UnalertedReason = 'unalerted_alone' | 'unalerted_weak' | 'unalerted_waiting';

/** Correlation's own health, over the last `days` where nothing else is said. */
export interface CorrelationHealth {
  days: number;
  /** Batches that are stored and not yet correlated, since when the oldest waits, and when correlation last moved. */
  lag: { batches: number; seconds: number; lastStep: Date | null };
  /** Signals in the span of observed time that steps look at now, and how many one step takes at most. */
  workingSet: { signals: number; max: number; from: Date | null; to: Date | null };
  /** Share of the signals that belong to nothing else, 0..1. */
  singletonShare: number;
  /** By UTC day, the oldest first; `joined` of `alerts` were taken into others later. */
  alertsPerDay: { day: string; alerts: number; joined: number }[];
  /** In no alert, by reason. */
  unalerted: { reason: UnalertedReason; signals: number; detections: number }[];
  /** Made by analysts. */
  corrections: { splits: number; merges: number };
}

export const CORRECTION_KINDS = ['merged', 'split', 'moved', 'never_join'] as const;
export type CorrectionKind = (typeof CORRECTION_KINDS)[number];

/** What a correction says about signals (their keys) and entities. */
export interface CorrectionContent {
  /** Each list is one story. */
  together?: string[][];
  apart?: { keys: string[]; from: string[] };
  neverJoin?: string[];
  /** Alerts that a merge took in, with their signals: undoing gives these back. */
  took?: { alertId: string; keys: string[] }[];
}

export interface StoredCorrection {
  id: number; kind: CorrectionKind; alertIds: string[]; content: CorrectionContent; madeBy: number | null; madeByName: string; madeAt: Date; undoneByName: string | null; undoneAt: Date | null;
}
