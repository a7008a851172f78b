import { BODY_LIMITS } from '../ingest/limits';
import { AppError } from '../platform/errors';

interface CutLimits {
  /** A batch is closed behind the first line that reaches either. */
  batchBytes: number;
  batchLines: number;
  /** Bodies that cannot be cut, and lines, may be this long. */
  uncutBytesMax: number;
}

export const CUT_LIMITS: CutLimits = { batchBytes: 5 * 1024 * 1024, batchLines: 5_000, uncutBytesMax: BODY_LIMITS.inflatedBytesMax };

const NEWLINE = 0x0a;
const HASH = 0x23;
const HEADER_START = '#separator';

type Shape = 'lines' | 'zeek' | 'whole';

/**
 * Cuts a file into bodies that end between records. The cuts hang on the content alone, so sending a file again sends the same bodies again, and the
 * server knows them. Zeek's header lines are repeated at the top of each; JSON that spans lines is one body.
 */
export async function* cutBatches(pieces: AsyncIterable<Buffer>, limits: CutLimits = CUT_LIMITS): AsyncGenerator<Buffer> {
  let cutter: Cutter | undefined;
  for await (const line of linesOf(pieces, limits.uncutBytesMax)) {
    cutter ??= shapeOf(line) === 'blank' ? undefined : cutterFor(shapeOf(line) as Shape, limits);
    const batch = cutter?.add(line);
    if (batch) yield batch;
  }
  const last = cutter?.finish();
  if (last) yield last;
}

interface Cutter { add(line: Buffer): Buffer | undefined; finish(): Buffer | undefined }

function cutterFor(shape: Shape, limits: CutLimits): Cutter {
  if (shape === 'whole') return new LineCutter({ ...limits, batchBytes: Number.POSITIVE_INFINITY, batchLines: Number.POSITIVE_INFINITY }, false);
  return new LineCutter(limits, shape === 'zeek');
}

/** What the first line that says something tells of the file. */
function shapeOf(line: Buffer): Shape | 'blank' {
  if ((line[0] === 0xff && line[1] === 0xfe) || (line[0] === 0xfe && line[1] === 0xff)) return 'whole'; // UTF-16: its line ends are not single bytes
  const text = line.toString('utf8').replace(/^\ufeff/, '').trim();
  if (text === '') return 'blank';
  if (text.startsWith(HEADER_START) || text.startsWith('#fields')) return 'zeek';
  if (/^\[\s*($|[{\]])/.test(text)) return 'whole';
  return text.startsWith('{') && !isJson(text) ? 'whole' : 'lines';
}

function isJson(text: string): boolean {
  try { JSON.parse(text); return true; } catch { return /\}\s*\{/.test(text); } // several objects on one line are complete too
}

class LineCutter implements Cutter {
  #lines: Buffer[] = [];
  #bytes = 0;
  #records = 0;
  #header: Buffer[] = [];
  #inHeader = false;

  constructor(private readonly limits: CutLimits, private readonly repeatsHeader: boolean) {}

  add(line: Buffer): Buffer | undefined {
    this.#noteHeader(line);
    this.#bytes += line.length;
    if (this.#bytes > this.limits.uncutBytesMax) throw tooLong(this.limits.uncutBytesMax);
    this.#lines.push(line);
    const isHeader = this.repeatsHeader && line[0] === HASH;
    if (!isHeader) this.#records++;
    return !isHeader && (this.#records >= this.limits.batchLines || this.#bytes >= this.limits.batchBytes) ? this.#take() : undefined;
  }

  finish(): Buffer | undefined {
    return this.#records > 0 ? this.#take() : undefined;
  }

  #take(): Buffer {
    const batch = Buffer.concat(this.#lines);
    this.#lines = [...this.#header];
    this.#bytes = this.#header.reduce((sum, line) => sum + line.length, 0);
    this.#records = 0;
    return batch;
  }

  #noteHeader(line: Buffer): void {
    if (!this.repeatsHeader) return;
    const starts = line.subarray(0, HEADER_START.length).toString('latin1') === HEADER_START;
    if (starts) this.#header = [];
    this.#inHeader = line[0] === HASH && (starts || this.#inHeader || this.#header.length === 0);
    if (this.#inHeader) this.#header.push(line);
  }
}

/** Lines with their line breaks, whatever pieces they came in. */
async function* linesOf(pieces: AsyncIterable<Buffer>, lineBytesMax: number): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let held = 0;
  for await (const piece of pieces) {
    let from = 0;
    for (let at = piece.indexOf(NEWLINE); at >= 0; at = piece.indexOf(NEWLINE, from)) {
      const end = piece.subarray(from, at + 1);
      yield parts.length === 0 ? end : Buffer.concat([...parts, end]);
      parts = [];
      held = 0;
      from = at + 1;
    }
    if (from < piece.length) parts.push(piece.subarray(from));
    held += piece.length - from;
    if (held > lineBytesMax) throw tooLong(lineBytesMax);
  }
  if (parts.length > 0) yield Buffer.concat(parts);
}

function tooLong(bytesMax: number): AppError {
  return new AppError('too_large', `has JSON over several lines, or one line, of more than ${bytesMax} bytes: write one record per line (NDJSON) and send again`);
}
