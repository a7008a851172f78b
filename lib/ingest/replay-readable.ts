import { encodeFrames } from '../engine/decode/syslog-frames';
import { isDecodeError, runPipeline } from '../engine/pipeline';
import { FORMATS, type Format } from '../engine/pipeline-types';
import { compileRules } from '../engine/sigma/rule-set';
import { DECODE_LIMITS } from './limits';

const NO_RULES = compileRules([]);
const NEWLINE = new Uint8Array([0x0a]);

/** Wrappings that a single record no longer has around it are read by what the record is. */
const WRAPPED: readonly string[] = ['hec', 'bulk', 'syslog-frames'];

/** How one record of a chunk of this format is read alone. */
export function replayFormat(chunkFormat: string): Format {
  if (WRAPPED.includes(chunkFormat)) return chunkFormat === 'syslog-frames' ? 'syslog-frames' : 'auto';
  return FORMATS.find((known) => known === chunkFormat) ?? 'auto';
}

/** Whether a record that was rejected can be read now, whole: one activity, nothing left over. */
export function isReadable(bytes: Uint8Array, format: Format, clockSkewSeconds: number, receivedAt: number): boolean {
  const result = runPipeline(joinRecords([bytes], format), NO_RULES, { format, clockSkewSeconds, receivedAt, limits: DECODE_LIMITS });
  return !isDecodeError(result) && result.activities.length === 1 && result.rejects.length === 0;
}

/** Records as one body of this format. */
export function joinRecords(records: readonly Uint8Array[], format: Format): Uint8Array<ArrayBuffer> {
  if (format === 'syslog-frames') return new Uint8Array(encodeFrames(records));
  return new Uint8Array(Buffer.concat(records.flatMap((record) => [record, NEWLINE])));
}
