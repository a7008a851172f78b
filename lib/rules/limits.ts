const MIB = 1024 * 1024;

/** What one import may hold. Each limit has its own error. */
export const IMPORT_LIMITS = {
  zipBytesMax: 64 * MIB,
  /** Files of any kind. */
  entriesMax: 50_000,
  rulesMax: 20_000,
  fileBytesMax: MIB,
  totalBytesMax: 256 * MIB,
  nameCharsMax: 400,
  /** Problems kept and answered per import. */
  problemsMax: 2_000,
  /** Changed rules whose texts a preview carries. */
  textsMax: 200,
} as const;

export const RULE_TEXT_CHARS_MAX = 512 * 1024;
/** JSON may need two characters for one. */
export const RULE_BODY_BYTES_MAX = 2 * MIB;
export const VARIABLE_LIMITS = { namesMax: 500, valuesMax: 5_000, valueCharsMax: 1_000 } as const;

/** A rule that does more than this in one batch is a mistake, not a detection. */
export const EXCESS_LIMITS = {
  /** Matches of one rule in one batch; further ones are not raised. */
  matchesMax: 5_000,
  /** Within a batch, a rule that matches more than this share of its log source is heard out no further, asked anew after so many matches. */
  floodShare: 0.5,
  floodMatches: 500,
  /** Share of the records of its log source, once there are enough of them. */
  shareMax: 0.2,
  shareRecordsMin: 1_000,
  /** Cost of looking at one record. */
  nanosecondsMax: 500_000,
} as const;

/** How rules are timed: one by one, on a few records of one batch in many. */
export const SAMPLE = { batchesEvery: 64, records: 8, repeats: 3, reportedMax: 200 } as const;

export const BACK_TEST_LIMITS = { daysMax: 365, sampleMax: 100, keysMax: 50, keysCountedMax: 2_000, waitingMax: 20, /** Matches of base rules that a back-test of a correlation rule holds in memory. */ eventsMax: 200_000 } as const;
