/** A record as it comes out of a decoder: a JSON object (a Zeek TSV row becomes one too) or a line of text. The receiver owns it. */
export type JsonObject = Record<string, unknown>;
export type RawRecord = JsonObject | string;

/** What a sender says about a record beside it; it counts where the record itself says nothing. */
export interface RecordOrigin {
  host?: string;
  /** Epoch ms. */
  time?: number;
  /** What kind of record it is, in Splunk's words, and the log that it is from. */
  sourcetype?: string;
  source?: string;
}

/** Where decoders put what they find, in body order. `[start, end)` are byte offsets of the inflated body. */
export interface RecordSink {
  record(value: RawRecord, start: number, end: number, origin?: RecordOrigin): void;
  reject(reason: string, start: number, end: number): void;
}

export const DECODE_ERROR_CODES = ['too_many_records', 'bad_encoding'] as const;

/** Why a whole body is refused; what was put into the sink before does not count. */
export interface DecodeError {
  error: (typeof DECODE_ERROR_CODES)[number];
  reason: string;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
