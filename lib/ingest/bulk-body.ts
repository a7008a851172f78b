import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { BulkScanner } from '../engine/decode/bulk-scan';
import { AppError } from '../platform/errors';
import { isGzip } from './inflate-body';
import { BODY_LIMITS, DECODE_LIMITS } from './limits';
import { itemHead } from './open-bulk';
import { joinPieces, requireKnownEncoding, tooLong } from './read-body';

/** The body of a bulk request, which can still be told what it asked for when there was no room to keep it. */
export class BulkBody {
  /** Beginnings of the items' answers, once a thread has told them. */
  prepared: string | undefined;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  #pieces: Uint8Array[] = [];
  #length = 0;
  #ended = false;

  constructor(private readonly request: Request) {
    this.#reader = request.body?.getReader();
  }

  /** All bytes as they came. `take` is told each piece's size before it is kept. */
  async read(take: (bytes: number) => void): Promise<Uint8Array<ArrayBuffer>> {
    for await (const piece of this.#rest()) take(piece.length);
    const body = joinPieces(this.#pieces, this.#length);
    requireKnownEncoding(this.request.headers.get('content-encoding'), body);
    this.#pieces = [body];
    return body;
  }

  /** What each item's answer begins with. Reads to the end what is not read yet, and keeps nothing of it. Undefined when it is no bulk body, or no whole one. */
  async heads(index: string): Promise<string[] | undefined> {
    if (this.prepared !== undefined) return this.prepared.split('\n');
    const scanner = new BulkScanner({ index, itemsMax: DECODE_LIMITS.recordsMax });
    try {
      await this.#scan(scanner);
    } catch (thrown) {
      if (thrown instanceof AppError || (thrown as NodeJS.ErrnoException).code?.startsWith('Z_') || (thrown as Error).name === 'AbortError') return undefined;
      throw thrown;
    }
    const items = scanner.finish();
    return scanner.overflow || items.length === 0 ? undefined : items.map(itemHead);
  }

  async #scan(scanner: BulkScanner): Promise<void> {
    const pieces = this.#all();
    const first = await firstPiece(pieces);
    const whole = Readable.from(prepended(first, pieces), { objectMode: false });
    let inflated = 0;
    const sink = async (parts: AsyncIterable<Buffer>): Promise<void> => {
      for await (const part of parts) {
        inflated += part.length;
        if (inflated > BODY_LIMITS.inflatedBytesMax || scanner.overflow) throw tooLong(BODY_LIMITS.inflatedBytesMax);
        scanner.push(part);
      }
    };
    if (isGzip(first)) await pipeline(whole, createGunzip(), sink);
    else await pipeline(whole, sink);
  }

  /** What was read, let go piece by piece, and what was not. */
  async *#all(): AsyncGenerator<Uint8Array, void> {
    const read = this.#pieces;
    this.#pieces = [];
    for (const piece of read) if (piece.length > 0) yield piece;
    for await (const piece of this.#rest()) {
      this.#pieces = [];
      yield piece;
    }
  }

  async *#rest(): AsyncGenerator<Uint8Array, void> {
    while (!this.#ended) {
      const next = await this.#next();
      if (next === undefined) return;
      this.#length += next.length;
      if (this.#length > BODY_LIMITS.compressedBytesMax) {
        this.#ended = true;
        void this.#reader?.cancel().catch(() => undefined); // the sender is gone, or goes on in vain; the answer is already decided
        throw tooLong(BODY_LIMITS.compressedBytesMax);
      }
      if (next.length === 0) continue;
      this.#pieces.push(next);
      yield next;
    }
  }

  async #next(): Promise<Uint8Array | undefined> {
    try {
      const next = await this.#reader?.read();
      if (next && !next.done) return next.value;
      this.#ended = true;
      return undefined;
    } catch (thrown) {
      this.#ended = true;
      throw new AppError('bad_request', 'The body ended before it was complete. Nothing was stored.', { cause: thrown });
    }
  }
}

/** Enough bytes to tell what the body is. */
async function firstPiece(pieces: AsyncGenerator<Uint8Array, void>): Promise<Uint8Array> {
  let first = new Uint8Array(0);
  while (first.length < 2) {
    const next = await pieces.next();
    if (next.done) break;
    first = joinPieces([first, next.value], first.length + next.value.length);
  }
  return first;
}

async function* prepended(first: Uint8Array, rest: AsyncGenerator<Uint8Array, void>): AsyncGenerator<Uint8Array, void> {
  if (first.length > 0) yield first;
  yield* rest;
}
