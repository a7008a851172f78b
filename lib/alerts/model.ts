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

/** The Workbench's filter, as it stands in the URL. Times are ISO 8601. */
export const alertFilter = z.object({
  status: z.array(z.enum(ALERT_STATUSES)).default([]),
  severity: z.array(z.enum(SEVERITIES)).default([]),
  endpoint: z.string().max(255).optional(),
  text: z.string().max(200).optional(),
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
