import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError } from '../platform/errors';

/** Names that are taken from a folder; a file that is named itself is sent whatever it is called. */
const KNOWN_NAME = /\.(json|jsonl|ndjson|log|csv)(\.gz)?$|\.gz$/i;
const PIECE_BYTES = 1024 * 1024;

export const STDIN = '-';

export interface InputFile { path: string; bytes: number }

/** All files to send, folders walked in order of name, and the files of folders that were left out. */
export async function findFiles(paths: readonly string[]): Promise<{ files: InputFile[]; skipped: string[] }> {
  const files: InputFile[] = [];
  const skipped: string[] = [];
  for (const path of paths) {
    if (path === STDIN) {
      files.push({ path, bytes: 0 });
      continue;
    }
    const found = await stat(path).catch((cause: unknown) => { throw new AppError('not_found', `There is no file or folder ${path}.`, { cause }); });
    if (!found.isDirectory()) files.push({ path, bytes: found.size });
    else await walk(path, files, skipped);
  }
  return { files, skipped };
}

async function walk(folder: string, files: InputFile[], skipped: string[]): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await walk(path, files, skipped);
    else if (entry.isFile() && KNOWN_NAME.test(entry.name)) files.push({ path, bytes: (await stat(path)).size });
    else skipped.push(path);
  }
}

/** The bytes of a file, or of standard input, inflated when they are gzip. `onRead` hears of the bytes as they lie on disk. */
export async function* readInflated(path: string, onRead: (bytes: number) => void): AsyncGenerator<Buffer> {
  const raw = counted(path === STDIN ? process.stdin : createReadStream(path, { highWaterMark: PIECE_BYTES }), onRead);
  const first = await raw.next();
  if (first.done) return;
  const start = first.value;
  const all = chain(start, raw);
  if (start[0] !== 0x1f || start[1] !== 0x8b) yield* all;
  else yield* gunzip(all);
}

async function* gunzip(compressed: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const unpacker = createGunzip({ chunkSize: PIECE_BYTES });
  // What goes wrong on either side ends the other; the loop below throws it.
  pipeline(Readable.from(compressed), unpacker, () => undefined);
  for await (const piece of unpacker) yield piece as Buffer;
}

async function* counted(stream: AsyncIterable<unknown>, onRead: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const piece of stream) {
    const bytes = Buffer.isBuffer(piece) ? piece : Buffer.from(String(piece));
    onRead(bytes.length);
    yield bytes;
  }
}

async function* chain(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}
