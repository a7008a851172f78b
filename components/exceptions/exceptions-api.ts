import * as z from 'zod/mini';
import type { ExceptionRow, PreviewSlice } from '@/lib/exceptions/model';
import type { Draft } from './draft';
import { apiGet, apiSend } from '../shell/api';

const PATH = '/api/console/exceptions';
export const exceptionsKey = ['exceptions'] as const;

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
// Written by our own verb from validated input: its shape is its type.
const Row = z.custom<ExceptionRow>(isObject);
const List = z.object({ items: z.array(Row), twoPerson: z.boolean() });
export type ExceptionList = z.infer<typeof List>;

export async function fetchExceptions(signal?: AbortSignal): Promise<ExceptionList> {
  return apiGet(PATH, List, signal);
}

export interface NewException { title: string; reason: string; draft: Draft; days: number; alertId?: string }

export async function sendException(input: NewException): Promise<{ id: number; state: string }> {
  return apiSend('POST', PATH, input, z.object({ id: z.number(), state: z.string() }));
}

const Version = z.object({ version: z.number() });

export async function endException(id: number): Promise<void> {
  await apiSend('POST', `${PATH}/${id}/end`, {}, Version);
}

export async function approveException(id: number): Promise<void> {
  await apiSend('POST', `${PATH}/${id}/approve`, {}, Version);
}

export async function prolongException(id: number, version: number, days: number): Promise<void> {
  await apiSend('PATCH', `${PATH}/${id}`, { version, days }, Version);
}

export async function fetchPreview(draft: Draft, until: string, cursor: string | undefined): Promise<PreviewSlice> {
  return apiSend('POST', `${PATH}/preview`, { draft, until, ...(cursor === undefined ? {} : { cursor }) }, z.custom<PreviewSlice>(isObject));
}
