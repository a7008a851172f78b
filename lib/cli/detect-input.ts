import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { scanValue } from '../engine/decode/json-scan';
import type { Format } from '../engine/pipeline-types';

/** Bytes of one batch; a record that is longer makes its batch longer, up to `BATCH_BYTES_MAX`. */
const BATCH_BYTES = 2 * 1024 * 1024;
const BATCH_BYTES_MAX = 64 * 1024 * 1024;
const NEWLINE = 0x0a;

/** Whole records of a file, to be decoded on their own. */
export interface RecordBatch { bytes: Uint8Array; format: Format }

/** Reads a file, inflated if it is gzip, in batches that end between records, so that memory does not grow with the file. */
export async function* recordBatches(file: string, onRead: (bytes: number) => void): AsyncGenerator<RecordBatch> {
  let pending: Buffer = Buffer.alloc(0);
  let cutter: BatchCutter | undefined;
  let wanted = BATCH_BYTES;
  for await (const piece of utf8Pieces(file, onRead)) {
    pending = pending.length === 0 ? piece : Buffer.concat([pending, piece]);
    if (pending.length < wanted) continue;
    cutter ??= cutterFor(pending);
    const cut = pending.length >= BATCH_BYTES_MAX ? pending.length : cutter.cut(pending);
    if (cut > 0) yield cutter.batch(pending.subarray(0, cut));
    pending = pending.subarray(cut);
    wanted = pending.length + BATCH_BYTES;
  }
  if (pending.length > 0) yield (cutter ?? cutterFor(pending)).batch(pending);
}

/** The file's bytes in order, inflated, UTF-16 turned into UTF-8. */
async function* utf8Pieces(file: string, onRead: (bytes: number) => void): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | undefined;
  let first = true;
  for await (const piece of inflated(file, onRead)) {
    if (first) decoder = utf16Decoder(piece);
    first = false;
    yield decoder ? Buffer.from(decoder.decode(piece, { stream: true })) : piece;
  }
  if (decoder) yield Buffer.from(decoder.decode());
}

function utf16Decoder(start: Buffer): TextDecoder | undefined {
  if (start[0] === 0xff && start[1] === 0xfe) return new TextDecoder('utf-16le');
  return start[0] === 0xfe && start[1] === 0xff ? new TextDecoder('utf-16be') : undefined;
}

async function* inflated(file: string, onRead: (bytes: number) => void): AsyncGenerator<Buffer> {
  const gzip = await isGzip(file);
  const raw = createReadStream(file, { highWaterMark: 1024 * 1024 });
  const stream = gzip ? raw.pipe(createGunzip({ chunkSize: 1024 * 1024 })) : raw;
  // An error of the file itself must end the reading of what is inflated from it.
  if (gzip) raw.on('error', (error) => stream.destroy(error));
  let counted = 0;
  for await (const piece of stream) {
    onRead(raw.bytesRead - counted);
    counted = raw.bytesRead;
    yield piece as Buffer;
  }
}

async function isGzip(file: string): Promise<boolean> {
  for await (const start of createReadStream(file, { end: 1 })) return (start as Buffer)[0] === 0x1f && (start as Buffer)[1] === 0x8b;
  return false;
}

interface BatchCutter {
  /** Offset behind the last whole record; 0 when there is none. */
  cut(bytes: Buffer): number;
  batch(bytes: Buffer): RecordBatch;
}

function cutterFor(start: Buffer): BatchCutter {
  const first = start.toString('latin1', 0, 64).replace(/^ï»¿/, '').trimStart().charAt(0);
  return first === '{' || first === '[' ? new JsonCutter() : new LineCutter();
}

class JsonCutter implements BatchCutter {
  batch(bytes: Buffer): RecordBatch {
    return { bytes, format: 'json' };
  }

  cut(bytes: Buffer): number {
    const lineStart = bytes.lastIndexOf('\n{');
    if (lineStart >= 0) return lineStart + 1;
    let end = 0;
    for (let at = bytes.indexOf('{'); at >= 0; at = bytes.indexOf('{', end)) {
      const scanned = scanValue(bytes, at, bytes.length);
      if (scanned.end < 0) break;
      end = scanned.end;
    }
    return end;
  }
}

/** Lines of text; the header of a tab-separated log is put before each batch, since its rows mean nothing without. */
class LineCutter implements BatchCutter {
  #header: Buffer = Buffer.alloc(0);

  cut(bytes: Buffer): number {
    return bytes.lastIndexOf(NEWLINE) + 1;
  }

  batch(bytes: Buffer): RecordBatch {
    const withHeader = Buffer.concat([this.#header, bytes]);
    if (withHeader.includes('#fields')) {
      const lines = withHeader.toString('latin1').split('\n').filter((line) => line.startsWith('#') && !line.startsWith('#close'));
      this.#header = Buffer.from(`${lines.slice(-16).join('\n')}\n`, 'latin1');
    }
    return { bytes: withHeader, format: 'auto' };
  }
}

/**
 * Keeps record numbers equal to line numbers where each record has a line of its own: there a blank line counts as a record. Between records that
 * span lines it does not.
 */
export class RecordNumbers {
  #end = 0;
  /** Line breaks that belong to the record before: its own, and none at the start of a batch, which begins behind one. */
  #own = 0;
  #oneLine = true;

  constructor(private readonly bytes: Uint8Array) {}

  /** Blank lines between the last record and the one in [start, end). */
  blankLinesBefore(start: number, end: number): number {
    const oneLine = !this.bytes.subarray(start, end).includes(NEWLINE);
    let breaks = 0;
    for (let at = this.#end; at < start; at++) {
      const byte = this.bytes[at];
      if (byte === NEWLINE) breaks++;
      else if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) breaks = Number.NEGATIVE_INFINITY;
    }
    const blank = oneLine && this.#oneLine ? Math.max(0, breaks - this.#own) : 0;
    this.#end = end;
    this.#own = 1;
    this.#oneLine = oneLine;
    return blank;
  }
}
