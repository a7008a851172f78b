import { z } from 'zod';
import { CLOCK_SKEW_SECONDS_MAX } from '../ingest/limits';

/** What a source is fed by; decides which instructions its set-up shows. */
export const SOURCE_PRODUCTS = [
  'windows', 'winlogbeat', 'rsyslog', 'syslog-ng', 'filebeat', 'vector', 'fluent-bit', 'otel-collector', 'osquery', 'zeek', 'suricata',
  'apex-central', 'deep-discovery', 'web-gateway', 'vision-one', 'splunk-hec', 'http', 'file',
] as const;
export type SourceProduct = (typeof SOURCE_PRODUCTS)[number];

/** Nothing is expected of what a person sends by hand. */
const BY_HAND: readonly SourceProduct[] = ['file', 'http'];

const EXPECTED_SECONDS = { min: 60, max: 2_678_400, usual: 3_600 } as const;
/** A replaced token may hold on this long. */
const TOKEN_OVERLAP_HOURS_MAX = 24 * 30;

export function usualInterval(product: SourceProduct): number | null {
  return BY_HAND.includes(product) ? null : EXPECTED_SECONDS.usual;
}

const name = z.string().trim().min(1, 'must not be empty').max(100, 'must have at most 100 characters');
const id = z.coerce.number().int().positive().max(2_147_483_647);
const expectedEverySeconds = z.number().int().min(EXPECTED_SECONDS.min, `must be at least ${EXPECTED_SECONDS.min}`).max(EXPECTED_SECONDS.max, `must be at most ${EXPECTED_SECONDS.max}`).nullable();

export const createSourceInput = z.strictObject({ name, product: z.enum(SOURCE_PRODUCTS) });
export const sourceIdInput = z.strictObject({ id });

/** `overlapHours`: how long the old tokens are still taken; 0 refuses them at once. */
export const rotateTokenInput = z.strictObject({ id, overlapHours: z.number().min(0).max(TOKEN_OVERLAP_HOURS_MAX).default(0) });

/** What can be set of a source; what is left out stays. */
export const updateSourceInput = z.strictObject({
  id,
  name: name.optional(),
  paused: z.boolean().optional(),
  expectedEverySeconds: expectedEverySeconds.optional(),
  zoneOffsetMinutes: z.number().int().min(-840).max(840).optional(),
  clockCorrectionSeconds: z.number().int().min(-CLOCK_SKEW_SECONDS_MAX / 2).max(CLOCK_SKEW_SECONDS_MAX / 2).optional(),
});

/** The correction of the clock that is in a source's skew beside its zone. */
export function clockCorrection(source: { clockSkewSeconds: number; zoneOffsetMinutes: number }): number {
  return source.clockSkewSeconds + source.zoneOffsetMinutes * 60;
}

/** What is added to times without a zone, given the zone they are in and how wrong the clock is. */
export function skewSeconds(zoneOffsetMinutes: number, correctionSeconds: number): number {
  return correctionSeconds - zoneOffsetMinutes * 60;
}

/** The one answer that holds the token's secret. */
export interface NewSource { id: number; name: string; product: string; ingestToken: string }

/** What a source has sent, for someone who waits for it. `kinds` tells how the newest records were understood. */
export interface SourceArrivals {
  received: number;
  rejected: number;
  lastSeen: string | null;
  kinds: { family: string; kind: string; count: number }[];
  /** The first stored record, field by field. */
  first: { uuid: string; receivedAt: string; family: string; kind: string; fields: { name: string; value: string }[] } | null;
  /** Why the newest reject could not be read. */
  reject: { reason: string; excerpt: string } | null;
}

/** Where the syslog listener of the installation can be reached. */
export interface SyslogPort { transport: string; port: number }

export interface SourceSettings {
  id: number;
  name: string;
  product: string;
  createdAt: string;
  pausedAt: string | null;
  silentSince: string | null;
  retiredAt: string | null;
  expectedEverySeconds: number | null;
  zoneOffsetMinutes: number;
  clockSkewSeconds: number;
  tokens: { prefix: string; createdAt: string; expiresAt: string | null }[];
}

/** Messages that could not be kept, or not whole; `bySystem` are datagrams that the machine dropped before anybody knew whose they were. */
export interface SyslogLoss { dropped: number; truncated: number; bySystem: number }

/** Which syslog is a source's, where syslog is listened for, and who sends it without belonging to a source. */
export interface SourceSyslog { networks: string[]; ports: SyslogPort[]; lost: SyslogLoss; strangers: { address: string; transport: string; count: number; lastSeen: string }[] }

// ---- files from the browser ----

/** How much of the ends of a file may be sent to tell it from others, beside its name and size. */
const FINGERPRINT_BYTES = 4_096;
const FILE_BYTES_MAX = 64 * 1024 ** 3;

const sample = z.base64().max(FINGERPRINT_BYTES * 2);

/** `head` and `tail` are the first and last bytes of the file; without a source one is made with `sourceName`. */
export const startImportInput = z.strictObject({
  sourceId: id.optional(),
  sourceName: name.optional(),
  name: z.string().trim().min(1).max(255),
  bytes: z.number().int().min(0).max(FILE_BYTES_MAX),
  head: sample,
  tail: sample,
}).refine((input) => (input.sourceId === undefined) !== (input.sourceName === undefined), { path: ['sourceId'], message: 'either a source or a name for a new one' });

const position = z.coerce.number().int().min(0).max(FILE_BYTES_MAX * 64);
/** Content of the inflated file from `from` to before `to`; what the part itself holds may be longer by a repeated header. */
export const importPartInput = z.strictObject({ id, from: position, to: position });
export const endImportInput = z.strictObject({ id, state: z.enum(['done', 'cancelled']) });

export interface FileImportRow {
  id: number;
  sourceId: number;
  sourceName: string;
  name: string;
  bytes: number;
  /** How far the inflated content has come. */
  position: number;
  received: number;
  stored: number;
  rejected: number;
  state: string;
  updatedAt: string;
}
