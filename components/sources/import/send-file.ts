import { ApiError } from '../../shell/api';
import { cutParts, type Part } from './cut-parts';
import { endImport, sendPart, startImport, type Destination, type FileImport } from './imports-api';

const SAMPLE_BYTES = 4_096;
const RETRY = { firstMs: 500, longestMs: 15_000, forMs: 120_000 } as const;

/** What the sender needs of the world; tests give their own. */
export interface SendDoor {
  start: typeof startImport;
  part: typeof sendPart;
  end: typeof endImport;
  wait: (ms: number) => Promise<void>;
}

const DOOR: SendDoor = { start: startImport, part: sendPart, end: endImport, wait: (ms) => new Promise((done) => setTimeout(done, ms)) };

export interface SendProgress { sentBytes: number; row: FileImport }

interface Options { destination: Destination; signal: AbortSignal; onProgress: (progress: SendProgress) => void; door?: SendDoor }

/** Sends a file part by part, from where an earlier attempt came to. Stopping keeps what was stored; the same file then goes on from there. */
export async function sendFile(file: File, { destination, signal, onProgress, door = DOOR }: Options): Promise<FileImport> {
  const head = file.slice(0, SAMPLE_BYTES), tail = file.slice(Math.max(0, file.size - SAMPLE_BYTES));
  let row = await door.start({ ...destination, name: file.name, bytes: file.size, head: await base64(head), tail: await base64(tail) });
  if (row.state === 'done') return row;
  let sentBytes = 0;
  onProgress({ sentBytes, row });
  try {
    for await (const part of cutParts(contentOf(file, (bytes) => { sentBytes += bytes; }))) {
      signal.throwIfAborted();
      if (part.to > row.position) row = await deliver(row.id, part, signal, door);
      onProgress({ sentBytes, row });
    }
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
    return door.end(row.id, 'cancelled');
  }
  return door.end(row.id, 'done');
}

/** The same bytes again until they are acknowledged, for as long as it is worth waiting. */
async function deliver(id: number, part: Part, signal: AbortSignal, door: SendDoor): Promise<FileImport> {
  for (let waitMs: number = RETRY.firstMs, waited = 0; ; waitMs = Math.min(2 * waitMs, RETRY.longestMs)) {
    try {
      return await door.part(id, part, signal);
    } catch (thrown) {
      const passes = thrown instanceof ApiError && (thrown.status === 0 || thrown.status === 429 || thrown.status >= 500);
      if (!passes || waited >= RETRY.forMs) throw thrown;
      await door.wait(waitMs);
      signal.throwIfAborted();
      waited += waitMs;
    }
  }
}

/** The bytes as the sensor wrote them; `onRead` hears of the bytes of the file. */
async function* contentOf(file: File, onRead: (bytes: number) => void): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const counted = file.stream().pipeThrough(new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({ transform: (piece, out) => { onRead(piece.length); out.enqueue(piece); } }));
  const magic = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isGzip = magic[0] === 0x1f && magic[1] === 0x8b;
  const reader = (isGzip ? counted.pipeThrough(new DecompressionStream('gzip')) : counted).getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel();
  }
}

async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
