import { z } from 'zod';
import type { Activity } from '../engine/activity/activity';
import { FORMATS } from '../engine/pipeline-types';
import { CLOCK_SKEW_SECONDS_MAX } from './limits';

const skewRange = `must be between -${CLOCK_SKEW_SECONDS_MAX} and ${CLOCK_SKEW_SECONDS_MAX}`;

/** What a sender may say beside the body. */
export const eventsQuerySchema = z.object({
  format: z.enum(FORMATS, `must be one of: ${FORMATS.join(', ')}`).default('auto'),
  clockSkewSeconds: z.string().regex(/^[+-]?\d{1,9}$/, 'must be a whole number of seconds').transform(Number)
    .pipe(z.number().min(-CLOCK_SKEW_SECONDS_MAX, skewRange).max(CLOCK_SKEW_SECONDS_MAX, skewRange)).optional(),
});

export const ingestAnswerSchema = z.object({
  received: z.number(),
  stored: z.number(),
  duplicate: z.boolean(),
  /** The first hundred. */
  rejected: z.array(z.object({ index: z.number(), reason: z.string() })),
  rejectedCount: z.number(),
  chunk: z.string(),
});
/** The native dialect's answer to a batch. */
export type IngestAnswer = z.output<typeof ingestAnswerSchema>;

export interface IngestStatus {
  storedSequence: number;
  correlatedSequence: number;
  /** 0 when all that was acknowledged has been through correlation. */
  pending: number;
  lagSeconds: number;
}

/** A source as the console lists it, with counters over what is kept of it. */
export interface SourceRow {
  id: number;
  name: string;
  product: string;
  clockSkewSeconds: number;
  expectedEverySeconds: number | null;
  pausedAt: string | null;
  createdAt: string;
  received: number;
  stored: number;
  rejected: number;
  duplicates: number;
  detections: number;
  bodyBytes: number;
  batches: number;
  /** Last receipt. */
  lastSeen: string | null;
  /** The newest time in its records; how far it is behind `lastSeen` is the lag of the sensor. */
  lastObserved: string | null;
  /** Family → records. */
  families: Record<string, number>;
}

export interface RejectRow {
  receivedAt: string;
  chunk: string;
  index: number;
  reason: string;
  bytes: number;
  /** The beginning of what the sender wrote, as far as it is text. */
  excerpt: string;
}

/** One record as it was sent. `text` is absent when the bytes are no UTF-8. */
export interface OriginalRecord {
  uuid: string;
  sourceId: number;
  receivedAt: string;
  format: string;
  bytes: Uint8Array;
  text?: string;
  /** Normalised anew; absent for rows that need their header line, such as Zeek's. */
  activity?: Activity;
}

export interface FirstRecord { uuid: string; receivedAt: string; observedAt: string; family: string; kind: string; endpointName: string | null; accountName: string | null }
