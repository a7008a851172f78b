import * as z from 'zod/mini';
import type { RecordDetail } from '@/lib/detections/model';
import { apiGet } from '../shell/api';

const Level = z.enum(['informational', 'low', 'medium', 'high', 'critical']);
const Named = z.object({ id: z.string(), name: z.string() });
const Match = z.object({
  ruleId: z.string(), title: z.string(), level: z.nullable(Level), description: z.string(), author: z.string(), tactics: z.array(z.string()), techniques: z.array(Named),
  falsePositives: z.array(z.string()), references: z.array(z.string()), matched: z.array(z.object({ selection: z.string(), field: z.string(), value: z.string(), pattern: z.string() })), mutedBy: z.nullable(z.number()),
});
const Detail = z.object({
  uuid: z.string(), original: z.string(), encoding: z.enum(['utf-8', 'base64']), bytes: z.number(), format: z.string(), sourceId: z.number(), sourceName: z.string(), receivedAt: z.string(),
  activity: z.custom<RecordDetail['activity']>((value) => typeof value === 'object' && value !== null), complete: z.boolean(),
  detection: z.nullable(z.object({ level: Level, matches: z.array(Match), alerts: z.array(z.string()) })),
});

/** One stored record; the key is `detectionKeys.record`. */
export async function fetchRecord(uuid: string, signal?: AbortSignal): Promise<RecordDetail> {
  return apiGet(`/api/console/detections/record?uuid=${encodeURIComponent(uuid)}`, Detail, signal);
}
