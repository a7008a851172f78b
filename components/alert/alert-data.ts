import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { alertKeys } from '@/lib/alerts/queries';
import type { AlertContent, Signal } from '@/lib/engine/correlate/types';
import type { RuleInfo } from '@/lib/engine/sigma/types';
import { apiGet, apiSend } from '../shell/api';
import { Instant } from './instant';

export const STATUSES = ['open', 'in_progress', 'closed'] as const;
export const FINDINGS = ['true_positive', 'benign_true_positive', 'false_positive', 'noteworthy', 'no_findings'] as const;
const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

const Note = z.object({ id: z.number(), authorName: z.string(), body: z.string(), createdAt: Instant });
export type AlertNote = z.infer<typeof Note>;

const Alert = z.object({
  id: z.string(), model: z.string(), score: z.number(), severity: z.enum(SEVERITIES), status: z.enum(STATUSES), finding: z.nullable(z.enum(FINDINGS)),
  ownerId: z.nullable(z.number()), ownerName: z.nullable(z.string()), version: z.number(), createdAt: Instant, updatedAt: Instant, firstSeen: Instant, lastSeen: Instant,
  notes: z.array(Note),
  // Written by our own engine and read back whole: its shape is its type.
  content: z.custom<AlertContent>(isObject),
});

/** The verb's answer, on the server as it is and in the browser from JSON: both give the same. */
export const AlertView = z.object({ alert: Alert, signals: z.array(z.custom<Signal>(isObject)), rules: z.record(z.string(), z.custom<RuleInfo>(isObject)) });
export type AlertView = z.infer<typeof AlertView>;
export type AlertHead = AlertView['alert'];
export type AlertChange = Partial<Pick<AlertHead, 'status' | 'finding' | 'ownerId'>>;

const pathOf = (id: string): string => `/api/console/alerts/${encodeURIComponent(id)}`;
const POLL_MS = 30_000;

export async function fetchAlert(id: string, signal?: AbortSignal): Promise<AlertView> {
  return apiGet(pathOf(id), AlertView, signal);
}

/** One alert with all that its page shows. */
export function alertQuery(id: string) {
  return queryOptions({
    queryKey: alertKeys.detail(id),
    queryFn: ({ signal }) => fetchAlert(id, signal),
    refetchInterval: POLL_MS,
    // Never the alert that was looked at before.
    placeholderData: undefined,
  });
}

const Changed = z.object({ version: z.number() });

/** Gives the new version. */
export async function sendChange(id: string, change: AlertChange, version: number): Promise<number> {
  return (await apiSend('PATCH', pathOf(id), { ...change, version }, Changed)).version;
}

export async function sendNote(id: string, body: string): Promise<void> {
  await apiSend('POST', `${pathOf(id)}/notes`, { body }, z.object({ id: z.number() }));
}
