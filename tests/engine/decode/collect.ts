import { decodeBody } from '../../../lib/engine/decode/decode';
import type { DecodeError, RawRecord } from '../../../lib/engine/decode/types';
import type { DecodeLimits, Format } from '../../../lib/engine/pipeline-types';

export interface Collected {
  records: { value: RawRecord; start: number; end: number }[];
  rejects: { reason: string; start: number; end: number }[];
  error: DecodeError | undefined;
}

export const LIMITS: DecodeLimits = { recordsMax: 10_000, recordBytesMax: 65_536, depthMax: 32 };

export function decode(body: string | Uint8Array, format: Format = 'auto', limits: Partial<DecodeLimits> = {}): Collected {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const records: Collected['records'] = [];
  const rejects: Collected['rejects'] = [];
  const error = decodeBody(bytes, { format, limits: { ...LIMITS, ...limits } }, {
    record: (value, start, end) => records.push({ value, start, end }),
    reject: (reason, start, end) => rejects.push({ reason, start, end }),
  });
  return { records, rejects, error };
}

/** The text of each record's span, as it lies in the body. */
export function spanTexts(body: string | Uint8Array, { records }: Collected): string[] {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return records.map(({ start, end }) => new TextDecoder().decode(bytes.subarray(start, end)));
}
