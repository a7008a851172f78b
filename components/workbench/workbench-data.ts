import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { alertKeys } from '@/lib/alerts/queries';
import type { ImpactEntity } from '@/lib/engine/correlate/types';
import { Instant } from '../alert/instant';
import { apiGet } from '../shell/api';
import { SEVERITIES, STATUSES, workbenchQuery } from './workbench-params';

const FINDINGS = ['true_positive', 'benign_true_positive', 'false_positive', 'noteworthy', 'no_findings'] as const;

export const WorkbenchRow = z.object({
  id: z.string(), model: z.string(), score: z.number(), severity: z.enum(SEVERITIES), status: z.enum(STATUSES), finding: z.nullable(z.enum(FINDINGS)),
  ownerName: z.nullable(z.string()), title: z.object({ key: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }),
  impact: z.array(z.custom<ImpactEntity>((value) => typeof value === 'object' && value !== null && 'name' in value)),
  endpointCount: z.number(), accountCount: z.number(), firstSeen: Instant, lastSeen: Instant, createdAt: Instant, updatedAt: Instant,
});
export type WorkbenchRow = z.infer<typeof WorkbenchRow>;

/** A page of the list, read from the verb's answer on the server and from JSON in the browser: both give the same. */
export const WorkbenchPage = z.object({ items: z.array(WorkbenchRow), total: z.number(), cursor: z.optional(z.string()) });
export type WorkbenchPage = z.infer<typeof WorkbenchPage>;

type Fetch = (query: URLSearchParams, signal: AbortSignal) => Promise<WorkbenchPage>;
const overHttp: Fetch = (query, signal) => apiGet(`/api/console/alerts?${query.toString()}`, WorkbenchPage, signal);

/** The list in pages. The server hands in its verb, the browser asks over HTTP; key and shape are one. */
export function workbenchPages(filter: URLSearchParams, fetchPage: Fetch = overHttp) {
  return infiniteQueryOptions({
    queryKey: alertKeys.list(filter),
    queryFn: ({ pageParam, signal }) => fetchPage(workbenchQuery(filter, Date.now(), pageParam), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.cursor ?? null,
    placeholderData: keepPreviousData,
    // News waits behind the pill; nothing reorders by itself.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

const POLL_MS = 10_000;

/** The first page as it is now. */
export function workbenchHead(filter: URLSearchParams) {
  return queryOptions({
    queryKey: [...alertKeys.list(filter), 'head'],
    queryFn: ({ signal }) => overHttp(workbenchQuery(filter, Date.now(), null), signal),
    refetchInterval: POLL_MS,
    placeholderData: undefined,
  });
}
