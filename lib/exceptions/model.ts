import { z } from 'zod';
import { FIELD_CATALOGUE } from '../engine/activity/catalogue';
import type { Activity } from '../engine/activity/activity';
import { isBoundless } from '../engine/exceptions/compile';
import { OPERATORS, type Condition, type ExceptionScope } from '../engine/exceptions/types';
import { parseCidr } from '../engine/sigma/cidr';

export const EXCEPTION_LIMITS = { conditions: 10, values: 100, valueChars: 2_000, scope: 100, reasonChars: 2_000, titleChars: 200, daysMax: 730, daysDefault: 90, activeMax: 2_000 } as const;
const DAY_MS = 86_400_000;

const PROPERTIES: ReadonlySet<string> = new Set(FIELD_CATALOGUE.map(({ property }) => property));
const property = z.custom<keyof Activity>((value) => typeof value === 'string' && PROPERTIES.has(value), 'is not a field');
const condition = z.strictObject({
  property, operator: z.enum(OPERATORS), values: z.array(z.string().min(1, 'must not be empty').max(EXCEPTION_LIMITS.valueChars)).min(1, 'needs a value').max(EXCEPTION_LIMITS.values),
}).refine(({ operator, values }) => operator !== 'cidr' || values.every((value) => parseCidr(value) !== undefined), { path: ['values'], error: 'must be networks such as 10.0.0.0/8' })
  .refine(({ operator, values }) => operator !== 'wildcard' || values.every((value) => /[^*?]/.test(value)), { path: ['values'], error: 'must not be wildcards alone' });

const keys = z.array(z.string().min(1).max(300)).max(EXCEPTION_LIMITS.scope).default([]);
const scope = z.strictObject({ rules: keys, endpoints: keys, accounts: keys, sources: z.array(z.number().int().positive()).max(EXCEPTION_LIMITS.scope).default([]) });

/** What is muted, without who and until when: enough for a preview. */
export const exceptionDraft = z.strictObject({ conditions: z.array(condition).max(EXCEPTION_LIMITS.conditions), scope: scope.prefault({}) })
  .refine((draft) => !isBoundless(draft), { path: ['conditions'], error: 'needs a condition, a rule, an endpoint or an account: this would mute everything' });
export type ExceptionDraft = z.infer<typeof exceptionDraft>;

export const createExceptionInput = z.strictObject({
  title: z.string().trim().min(1, 'must not be empty').max(EXCEPTION_LIMITS.titleChars), reason: z.string().trim().min(1, 'must not be empty').max(EXCEPTION_LIMITS.reasonChars),
  draft: exceptionDraft, days: z.number().int().min(1).max(EXCEPTION_LIMITS.daysMax).default(EXCEPTION_LIMITS.daysDefault),
  ownerId: z.number().int().positive().optional(), alertId: z.string().max(60).optional(),
});

export const changeExceptionInput = z.strictObject({
  version: z.number().int().positive(), reason: z.string().trim().min(1).max(EXCEPTION_LIMITS.reasonChars).optional(), title: z.string().trim().min(1).max(EXCEPTION_LIMITS.titleChars).optional(),
  /** From now on. */
  days: z.number().int().min(1).max(EXCEPTION_LIMITS.daysMax).optional(), ownerId: z.number().int().positive().optional(),
});

export const expiryOf = (now: Date, days: number): Date => new Date(now.getTime() + days * DAY_MS);

/** `expired` is what becomes of an active one by itself. */
export const EXCEPTION_STATES = ['proposed', 'active', 'expired', 'ended'] as const;
export type ExceptionState = (typeof EXCEPTION_STATES)[number];

/** ISO 8601 times. */
export interface ExceptionRow {
  id: number; title: string; reason: string; conditions: Condition[]; scope: ExceptionScope; state: ExceptionState; alertId: string | null; ownerId: number | null; ownerName: string;
  createdBy: number | null; createdByName: string; createdAt: string; startsAt: string | null; expiresAt: string; approvedByName: string | null; endedAt: string | null; endedByName: string | null;
  hits: number; lastHitAt: string | null; version: number;
}

/** One slice of what a draft would have muted; slices add up. `cursor` absent: the last one. */
export interface PreviewSlice {
  /** Detections looked at, muted wholly, and of how many some match stays. */
  looked: number; muted: number; partly: number;
  /** Of the muted: by rule, endpoint, account. */
  rules: Record<string, number>; endpoints: Record<string, number>; accounts: Record<string, number>;
  /** Muted detections that give reason to stop. */
  highOrCritical: number;
  /** Alerts closed as true positive that a muted detection is part of. */
  truePositiveAlerts: string[];
  /** Alerts that nobody has closed yet and that a muted detection is part of. */
  openAlerts: string[];
  /** Detections of the draft's rules from sources whose records lack a property of the draft, so that it would not match there. */
  absent: { property: keyof Activity; sourceId: number; count: number }[];
  /** The newest of the muted. */
  examples: { uuid: string; observedAt: string; endpointName: string | null; accountName: string | null }[];
  /** How far the range is done, 0..1. */
  done: number;
  cursor?: string;
}
