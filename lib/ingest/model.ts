import { z } from 'zod';
import type { Activity } from '../engine/activity/activity';
import type { RecordOrigin } from '../engine/decode/types';
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
  /** Positions of documents that were sent before in another batch, where a dialect gives documents ids. */
  repeated: z.array(z.number()).optional(),
});
/** The native dialect's answer to a batch. */
export type IngestAnswer = z.output<typeof ingestAnswerSchema>;

const originSchema = z.object({ host: z.string(), time: z.number(), sourcetype: z.string(), source: z.string() }).partial();

/** The stored word of a sender on all records of a chunk. */
export function originOf(stored: unknown): RecordOrigin | undefined {
  const parsed = originSchema.safeParse(stored);
  return parsed.success ? parsed.data : undefined;
}

export interface IngestStatus {
  storedSequence: number;
  correlatedSequence: number;
  /** 0 when all that was acknowledged has been through correlation. */
  pending: number;
  lagSeconds: number;
}

/** What came from a source since it was made. */
export interface SourceCounters {
  received: number;
  stored: number;
  /** Those that were read again are not among them. */
  rejected: number;
  replayed: number;
  /** Batches that were sent again and not stored again. */
  duplicates: number;
  detections: number;
  bodyBytes: number;
  batches: number;
  /** Last receipt. */
  lastSeen: string | null;
  /** The newest time in its records. */
  lastObserved: string | null;
  /** Family → records. */
  families: Record<string, number>;
}

/** A source as the console lists it. */
export interface SourceRow extends SourceCounters {
  id: number;
  name: string;
  product: string;
  clockSkewSeconds: number;
  expectedEverySeconds: number | null;
  pausedAt: string | null;
  createdAt: string;
  /** When it was heard last, while it is silent for longer than expected. */
  silentSince: string | null;
}

/** Records of one minute or hour; `at` is its beginning, epoch ms. */
export interface RateBucket { at: number; received: number; rejected: number }

export interface SourceStats extends SourceCounters {
  minutes: RateBucket[];
  hours: RateBucket[];
  /** From the newest time in the newest batch to its receipt. */
  lagSeconds: number | null;
}

export interface RejectRow {
  receivedAt: string;
  chunk: string;
  index: number;
  reason: string;
  bytes: number;
  /** The beginning of what the sender wrote, as far as it is text. */
  excerpt: string;
  /** Set when it was read again and stored. */
  replayedAt: string | null;
}

export interface RejectPage { items: RejectRow[]; open: number; next: string | null }

/** All of one reject that can be shown: the bytes as text, and the same bytes in hexadecimal. */
export interface RejectOriginal { reason: string; receivedAt: string; bytes: number; text: string; utf8: boolean; hex: string; cut: boolean }

/** What a step of reading rejects again did; `next` leads to the following step, null at the end. */
export interface ReplayStep { tried: number; stored: number; next: string | null }

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
