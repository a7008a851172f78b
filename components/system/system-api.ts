import * as z from 'zod/mini';
import type { Retention } from '@/lib/retention/model';
import type { StorageReport } from '@/lib/storage/model';
import { Instant } from '../alert/instant';
import { apiGet, apiSend } from '../shell/api';

const RetentionAnswer = z.object({ recordDays: z.number(), detectionDays: z.number() });
const Storage = z.object({
  room: z.object({ databaseBytes: z.number(), disk: z.nullable(z.object({ freeBytes: z.number(), totalBytes: z.number() })) }),
  limits: z.object({ diskFreeBytesMin: z.number(), databaseBytesMax: z.nullable(z.number()) }),
  problem: z.nullable(z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('disk'), freeBytes: z.number(), minBytes: z.number() }),
    z.object({ kind: z.literal('database'), bytes: z.number(), maxBytes: z.number() }),
  ])),
  tables: z.nullable(z.array(z.object({ table: z.string(), bytes: z.number(), days: z.number() }))),
  days: z.array(z.object({ day: z.string(), records: z.number(), bodyBytes: z.number(), storedBytes: z.number() })),
});

export const storageKey = ['system', 'storage'] as const;

export async function fetchStorage(signal?: AbortSignal): Promise<StorageReport> {
  return apiGet('/api/console/system/storage', Storage, signal);
}

export async function saveRetention(retention: Retention): Promise<Retention> {
  return apiSend('PUT', '/api/console/system/retention', retention, RetentionAnswer);
}

/** Read from the verb's answer on the server and from JSON in the browser: both give the same. */
export const CorrelationView = z.object({
  days: z.number(),
  lag: z.object({ batches: z.number(), seconds: z.number(), lastStep: z.nullable(Instant) }),
  workingSet: z.object({ signals: z.number(), max: z.number() }),
  singletonShare: z.number(),
  alertsPerDay: z.array(z.object({ day: z.string(), alerts: z.number() })),
  unalerted: z.array(z.object({ reason: z.string(), detections: z.number() })),
  corrections: z.object({ splits: z.number(), merges: z.number() }),
});
export type CorrelationView = z.infer<typeof CorrelationView>;
export const correlationKey = ['system', 'correlation'] as const;

export async function fetchCorrelation(signal?: AbortSignal): Promise<CorrelationView> {
  return apiGet('/api/console/system/correlation', CorrelationView, signal);
}
