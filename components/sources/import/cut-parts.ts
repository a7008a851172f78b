/** Part of a file's inflated content, from `from` to before `to`; `bytes` may begin with a repeated header. */
export interface Part { bytes: Uint8Array<ArrayBuffer>; from: number; to: number }

interface PartLimits { partBytes: number; wholeBytesMax: number }

export const PART_LIMITS: PartLimits = { partBytes: 4 * 1024 * 1024, wholeBytesMax: 64 * 1024 * 1024 };

const NEWLINE = 0x0a;
const HASH = 0x23;

type Shape = 'blank' | 'lines' | 'zeek' | 'whole';

/** A record or a body that cannot be cut and is larger than one request may be. */
export class PartTooLarge extends Error {
  constructor(readonly bytesMax: number) {
    super(`more than ${bytesMax} bytes without an end of record`);
  }
}

/**
 * Cuts a file into parts that end between records. The cuts hang on the content alone, so that sending a file again cuts the same parts and goes on at any
 * of them. Zeek's header lines lead each part; JSON over several lines is one part.
 */
export async function* cutParts(pieces: AsyncIterable<Uint8Array<ArrayBuffer>>, limits: PartLimits = PART_LIMITS): AsyncGenerator<Part> {
  let lines: Uint8Array<ArrayBuffer>[] = [], held = 0, from = 0, at = 0, shape: Shape = 'blank';
  let header: Uint8Array<ArrayBuffer>[] = [], inHeader = false;
  for await (const line of linesOf(pieces, limits.wholeBytesMax)) {
    if (shape === 'blank') shape = shapeOf(line);
    const isHeader = shape === 'zeek' && line[0] === HASH;
    if (isHeader && !inHeader) header = [];
    if (isHeader) header.push(line);
    inHeader = isHeader;
    lines.push(line);
    held += line.length;
    at += line.length;
    if (held > limits.wholeBytesMax) throw new PartTooLarge(limits.wholeBytesMax);
    if (shape === 'whole' || isHeader || held < limits.partBytes) continue;
    yield { bytes: join(lines), from, to: at };
    lines = [...header];
    held = lines.reduce((sum, { length }) => sum + length, 0);
    from = at;
  }
  if (at > from) yield { bytes: join(lines), from, to: at };
}

/** What the first line that says something tells of the file. */
function shapeOf(line: Uint8Array): Shape {
  if ((line[0] === 0xff && line[1] === 0xfe) || (line[0] === 0xfe && line[1] === 0xff)) return 'whole'; // UTF-16: its line ends are not single bytes
  const text = new TextDecoder().decode(line).trim();
  if (text === '') return 'blank';
  if (text.startsWith('#separator') || text.startsWith('#fields')) return 'zeek';
  if (/^\[\s*($|[{\]])/.test(text)) return 'whole';
  return text.startsWith('{') && !isJson(text) ? 'whole' : 'lines';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return /\}\s*\{/.test(text); // several objects on one line are complete too
  }
}

/** Lines with their line breaks, whatever pieces they came in. */
async function* linesOf(pieces: AsyncIterable<Uint8Array<ArrayBuffer>>, lineBytesMax: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let rest: Uint8Array<ArrayBuffer>[] = [], held = 0;
  for await (const piece of pieces) {
    let from = 0;
    for (let end = piece.indexOf(NEWLINE); end >= 0; end = piece.indexOf(NEWLINE, from)) {
      const line = piece.slice(from, end + 1);
      yield rest.length === 0 ? line : join([...rest, line]);
      rest = [];
      held = 0;
      from = end + 1;
    }
    if (from < piece.length) rest.push(piece.slice(from));
    held += piece.length - from;
    if (held > lineBytesMax) throw new PartTooLarge(lineBytesMax);
  }
  if (rest.length > 0) yield join(rest);
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
