import type { DecodeLimits, Format } from '../pipeline-types';
import { parseObject } from './json';
import { LineReader } from './line-reader';
import type { RecordSink } from './types';
import { W3cHeader } from './w3c';
import { ZeekHeader } from './zeek-tsv';

/** Decodes bodies of lines: Zeek TSV and W3C logs with their headers, JSON objects among other lines, and text (CEF, LEEF, syslog) as it is. */
export function decodeLines(bytes: Uint8Array, from: number, format: Format, limits: DecodeLimits, sink: RecordSink): void {
  const lines = new LineReader(bytes, from, limits.recordBytesMax);
  const zeek = new ZeekHeader();
  const w3c = new W3cHeader();
  const w3cWanted = format === 'auto' || format === 'syslog';
  const zeekWanted = format === 'auto' || format === 'zeek';
  while (lines.read()) {
    const { start } = lines;
    if (lines.text === undefined) {
      const tooLong = lines.end - start > limits.recordBytesMax;
      sink.reject(tooLong ? `longer than ${limits.recordBytesMax} bytes` : 'invalid UTF-8', start, lines.end);
      continue;
    }
    const text = withoutMark(lines.text);
    if (text.trim() === '') continue;
    const end = lines.text.endsWith('\r') ? lines.end - 1 : lines.end;
    const line = text.endsWith('\r') ? text.slice(0, -1) : text;
    if (zeekWanted && line.startsWith('#') && (zeek.ready || ZEEK_HEADER.test(line) || format === 'zeek')) zeek.readHeader(line);
    else if (w3cWanted && line.startsWith('#') && w3c.readDirective(line)) continue;
    else if (w3cWanted && w3c.ready && !line.startsWith('{')) takeW3cRow(w3c, line, sink, start, end);
    else if (zeekWanted && zeek.ready) takeRow(zeek, line, format, limits, sink, start, end);
    else takeText(line, format, limits, sink, start, end);
  }
}

const ZEEK_HEADER = /^#(separator|set_separator|empty_field|unset_field|path|open|fields|types)\b/;

function takeRow(zeek: ZeekHeader, line: string, format: Format, limits: DecodeLimits, sink: RecordSink, start: number, end: number): void {
  const row = line.startsWith('{') ? undefined : zeek.readRow(line);
  if (row !== undefined) sink.record(row, start, end);
  else if (format === 'zeek' && !line.startsWith('{')) sink.reject('number of columns differs from #fields', start, end);
  else takeText(line, format, limits, sink, start, end);
}

function takeW3cRow(w3c: W3cHeader, line: string, sink: RecordSink, start: number, end: number): void {
  const row = w3c.readRow(line);
  sink.record(row ?? line, start, end);
}

function takeText(line: string, format: Format, limits: DecodeLimits, sink: RecordSink, start: number, end: number): void {
  if (line.startsWith('{')) {
    const parsed = parseObject(line, limits.depthMax);
    if (typeof parsed !== 'string') return sink.record(parsed, start, end);
    if (format === 'zeek') return sink.reject(parsed, start, end);
  } else if (format === 'zeek') {
    return sink.reject('no #fields header before this line', start, end);
  }
  sink.record(line, start, end);
}

function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
