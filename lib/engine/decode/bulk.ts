import type { DecodeLimits } from '../pipeline-types';
import { BulkScanner, type BulkItem } from './bulk-scan';
import { parseObject } from './json';
import { LineReader } from './line-reader';
import type { DecodeError, RecordSink } from './types';

/** Decodes a body of Elasticsearch's bulk endpoint: each item of `BulkScanner` becomes one record, whose span is the document alone, or one reject. */
export function decodeBulk(bytes: Uint8Array, limits: DecodeLimits, sink: RecordSink): DecodeError | undefined {
  const scanner = new BulkScanner({ index: '', itemsMax: limits.recordsMax });
  scanner.push(bytes);
  const items = scanner.finish();
  if (scanner.overflow) return { error: 'too_many_records', reason: `more than ${limits.recordsMax} records` };
  const lines = new LineReader(bytes, 0, limits.recordBytesMax);
  for (const item of items) takeItem(lines, item, limits, sink);
  return undefined;
}

function takeItem(lines: LineReader, { start, documentStart, end, problem }: BulkItem, limits: DecodeLimits, sink: RecordSink): void {
  if (problem !== undefined) return sink.reject(problem, start, end);
  if (end - documentStart > limits.recordBytesMax) return sink.reject(`longer than ${limits.recordBytesMax} bytes`, start, end);
  lines.seek(documentStart);
  const text = lines.read() ? lines.text : '';
  if (text === undefined) return sink.reject('invalid UTF-8', start, end);
  const parsed = parseObject(text, limits.depthMax);
  if (typeof parsed === 'string') return sink.reject(parsed, start, end);
  // Behind an object there is nothing but spaces, of one byte each.
  sink.record(parsed, documentStart, end - (text.length - text.trimEnd().length));
}
