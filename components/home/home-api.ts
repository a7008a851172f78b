import * as z from 'zod/mini';
import { apiGet, apiSend } from '../shell/api';
import { WorkbenchRow } from '../workbench/workbench-data';

const PATH = '/api/console/home';
const POLL_MS = 30_000;

const Counts = z.object({ newAlerts: z.number(), changedAlerts: z.number(), openCritical: z.number(), openHigh: z.number(), silentSources: z.number() });
const Check = z.object({ id: z.number(), userId: z.number(), userName: z.string(), checkedAt: z.string(), since: z.string(), note: z.string(), counts: Counts });
export type Check = z.infer<typeof Check>;
const Shelf = z.object({ items: z.array(WorkbenchRow), total: z.number() });
export type Shelf = z.infer<typeof Shelf>;

/** The first page, read from the verb's answer on the server and from JSON in the browser: both give the same. */
export const HomeView = z.object({
  now: z.string(), since: z.string(), sinceOwnCheck: z.boolean(), fresh: Shelf, changed: Shelf, mine: Shelf,
  open: z.object({ critical: z.number(), high: z.number(), medium: z.number(), low: z.number() }),
  silent: z.array(z.object({ id: z.number(), name: z.string(), lastSeen: z.nullable(z.string()), expectedEverySeconds: z.number() })),
  detections: z.object({
    from: z.number(), to: z.number(), bucketMs: z.number(), total: z.number(),
    buckets: z.array(z.object({ at: z.number(), level: z.enum(['informational', 'low', 'medium', 'high', 'critical']), count: z.number() })),
  }),
  checks: z.array(Check), empty: z.boolean(),
});
export type HomeView = z.infer<typeof HomeView>;

export const homeQuery = { queryKey: ['home'] as const, queryFn: ({ signal }: { signal: AbortSignal }) => apiGet(PATH, HomeView, signal), refetchInterval: POLL_MS };

export async function sendCheck(check: { note: string; seenAt: string }): Promise<void> {
  await apiSend('POST', '/api/console/checks', check, z.unknown());
}

const CheckPage = z.object({ items: z.array(Check), before: z.optional(z.number()) });

export async function fetchChecks(before: number | null, signal?: AbortSignal): Promise<z.infer<typeof CheckPage>> {
  return apiGet(`/api/console/checks${before === null ? '' : `?before=${before}`}`, CheckPage, signal);
}
