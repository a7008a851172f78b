import type { DecodeLimits } from '../engine/pipeline-types';

const MIB = 1024 * 1024;

/** What one body may be. Each limit has its own error. */
export const BODY_LIMITS = {
  compressedBytesMax: 64 * MIB,
  /** A thread holds the body, its activities and its rows at once: about four times this. */
  inflatedBytesMax: 128 * MIB,
  /** Real logs stay below 60:1. Below `ratioFreeBytes` of output the ratio does not matter. */
  ratioMax: 200,
  ratioFreeBytes: MIB,
} as const;

export const DECODE_LIMITS: DecodeLimits = { recordsMax: 200_000, recordBytesMax: MIB, depthMax: 64 };

/** Fourteen days each way: more is a mistake of the sender, not a clock. */
export const CLOCK_SKEW_SECONDS_MAX = 14 * 86_400;

/** The answer lists this many rejects; the rest is in the console. */
export const REJECTS_ANSWERED_MAX = 100;

/** Columns are for search and for reading at a glance; the whole value is in the original record. */
export const TEXT_LIMITS = {
  columnCharsMax: 2_000,
  /** Indexed columns: an index entry must fit a third of a page, whatever the script (three bytes a character). */
  keyCharsMax: 800,
  /** Within the JSON of detections and facts. */
  jsonCharsMax: 16_000,
  matchedValueCharsMax: 2_000,
  reasonCharsMax: 500,
} as const;

/** Original bytes are compressed in blocks of this size, so that reading one record inflates one block. */
export const BLOCK_BYTES = 256 * 1024;

/** An answer is remembered for a replay this long. */
export const REPLAY_WINDOW_MS = 86_400_000;
