import * as z from 'zod/mini';
import type { OutboxView, TargetView, TestAnswer } from '@/lib/notifications/model';
import { apiGet, apiSend } from '../shell/api';
import type { TargetInput } from './target-draft';

const PATH = '/api/console/notifications';
export const targetsKey = ['notifications', 'targets'] as const;
export const outboxKey = ['notifications', 'outbox'] as const;
export const notificationsKey = ['notifications'] as const;

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
// Written by our own verbs from validated input: their shape is their type.
const Outbox = z.object({ open: z.array(z.custom<OutboxView>(isObject)), delivered: z.array(z.custom<OutboxView>(isObject)) });
export type OutboxLists = z.infer<typeof Outbox>;

export async function fetchTargets(signal?: AbortSignal): Promise<TargetView[]> {
  return (await apiGet(`${PATH}/targets`, z.object({ items: z.array(z.custom<TargetView>(isObject)) }), signal)).items;
}

export async function fetchOutbox(signal?: AbortSignal): Promise<OutboxLists> {
  return apiGet(`${PATH}/outbox`, Outbox, signal);
}

/** Makes a target, or changes the one with this id. */
export async function sendTarget(id: number | undefined, input: TargetInput): Promise<void> {
  await (id === undefined ? apiSend('POST', `${PATH}/targets`, input, z.unknown()) : apiSend('PUT', `${PATH}/targets/${id}`, input, z.unknown()));
}

export async function removeTarget(id: number): Promise<void> {
  await apiSend('DELETE', `${PATH}/targets/${id}`, undefined, z.unknown());
}

export async function sendTest(id: number): Promise<TestAnswer> {
  return apiSend('POST', `${PATH}/targets/${id}/test`, {}, z.custom<TestAnswer>(isObject));
}

export async function resend(ids: readonly string[] | 'all'): Promise<number> {
  return (await apiSend('POST', `${PATH}/outbox/resend`, { ids }, z.object({ resent: z.number() }))).resent;
}
