import { inflateRawSync } from 'node:zlib';
import { AppError } from '../platform/errors';

export interface ZipLimits { entriesMax: number; fileBytesMax: number; totalBytesMax: number }
export interface ZipEntry { name: string; /** Why it cannot be read; else its bytes can. */ problem?: string; read: () => Uint8Array }

const END = 0x06054b50, CENTRAL = 0x02014b50, LOCAL = 0x04034b50;
const END_BYTES = 22, CENTRAL_BYTES = 46, LOCAL_BYTES = 30, COMMENT_BYTES_MAX = 65_535;
const STORED = 0, DEFLATED = 8;
const ENCRYPTED = 1;

const damaged = (why: string, cause?: unknown): AppError => new AppError('bad_request', `The zip file cannot be read: ${why}.`, { cause });

/**
 * The wanted files of a zip archive by its central directory. Nothing is believed: sizes are enforced while inflating, so that a small archive cannot become
 * a large one. Names are labels only; nothing is written to disk.
 */
export function readZip(bytes: Uint8Array, limits: ZipLimits, isWanted: (name: string) => boolean): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true), start = view.getUint32(end + 16, true);
  if (count === 0xffff || start === 0xffffffff) throw damaged('it is of the kind for very large archives (zip64)');
  if (count > limits.entriesMax) throw new AppError('too_large', `The zip file holds more than ${limits.entriesMax} files.`);
  let left = limits.totalBytesMax;
  const entries: ZipEntry[] = [];
  for (let at = start, n = 0; n < count; n++) {
    if (at + CENTRAL_BYTES > bytes.length || view.getUint32(at, true) !== CENTRAL) throw damaged('its directory is damaged');
    const nameBytes = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameBytes)).replaceAll('\\', '/');
    const entry = { flags: view.getUint16(at + 8, true), method: view.getUint16(at + 10, true), packed: view.getUint32(at + 20, true), offset: view.getUint32(at + 42, true) };
    at += CENTRAL_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (name.endsWith('/') || !isWanted(name)) continue;
    const problem = (entry.flags & ENCRYPTED) !== 0 ? 'the file is encrypted' : entry.method !== STORED && entry.method !== DEFLATED ? 'the file is compressed in a way that is not known' : undefined;
    const read = (): Uint8Array => {
      const content = contentOf(bytes, view, entry, Math.min(limits.fileBytesMax, left));
      left -= content.length;
      return content;
    };
    entries.push({ name, read, ...(problem === undefined ? {} : { problem }) });
  }
  return entries;
}

function findEnd(view: DataView): number {
  for (let at = view.byteLength - END_BYTES; at >= Math.max(0, view.byteLength - END_BYTES - COMMENT_BYTES_MAX); at--) if (view.getUint32(at, true) === END) return at;
  throw damaged('it is not a zip file, or its end is missing');
}

interface Place { method: number; packed: number; offset: number }

function contentOf(bytes: Uint8Array, view: DataView, { method, packed, offset }: Place, bytesMax: number): Uint8Array {
  if (offset + LOCAL_BYTES > bytes.length || view.getUint32(offset, true) !== LOCAL) throw damaged('a file in it is damaged');
  const from = offset + LOCAL_BYTES + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const content = bytes.subarray(from, from + packed);
  if (bytesMax <= 0) throw new AppError('too_large', 'the files before it have used up all room');
  if (content.length < packed) throw damaged('a file in it ends too early');
  if (method === STORED) {
    if (content.length > bytesMax) throw new AppError('too_large', `the file has more than ${bytesMax} bytes`);
    return content;
  }
  try {
    return inflateRawSync(content, { maxOutputLength: bytesMax });
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new AppError('too_large', `the file inflates to more than ${bytesMax} bytes`, { cause: thrown });
    throw damaged('a file in it is damaged', thrown);
  }
}
