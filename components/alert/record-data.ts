import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { apiGet } from '../shell/api';

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

const DetectionRecord = z.object({
  uuid: z.string(), original: z.string(), activity: z.custom<Readonly<Record<string, unknown>>>(isObject),
  sourceName: z.nullable(z.string()), receivedAt: z.union([z.string(), z.number()]), format: z.string(),
});
export type DetectionRecord = z.infer<typeof DetectionRecord>;

/** One record as it was sent and as it was understood. It never changes. */
export function recordQuery(uuid: string) {
  return queryOptions({
    queryKey: ['detections', 'record', uuid],
    queryFn: ({ signal }) => apiGet(`/api/console/detections/record?uuid=${encodeURIComponent(uuid)}`, DetectionRecord, signal),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: undefined,
  });
}

/** The original text laid out for reading where it is JSON; otherwise, and for copying, as it is. */
export function readableOriginal(original: string): string {
  if (!/^\s*[[{]/.test(original)) return original;
  try {
    return JSON.stringify(JSON.parse(original), null, 2);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return original;
    throw thrown;
  }
}
