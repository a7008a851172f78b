import { AppError } from '../platform/errors';
import { isGzip } from './inflate-body';
import { BODY_LIMITS } from './limits';

/**
 * The bytes of a request as they came. Believes no header but one: a body that is named compressed must be gzip, else its text would be taken for
 * records. `take` is told each piece's size before it is kept.
 */
export async function readBody(request: Request, take: (bytes: number) => void, bytesMax: number = BODY_LIMITS.compressedBytesMax): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  try {
    for (;;) {
      const next = await reader?.read();
      if (!next || next.done) break;
      const piece = next.value as Uint8Array;
      length += piece.length;
      if (length > bytesMax) throw tooLong(bytesMax);
      take(piece.length);
      pieces.push(piece);
    }
  } catch (thrown) {
    void reader?.cancel().catch(() => undefined); // the sender went on or is gone; the answer is already decided
    if (thrown instanceof AppError) throw thrown;
    throw new AppError('bad_request', 'The body ended before it was complete. Nothing was stored.', { cause: thrown });
  }
  const body = joinPieces(pieces, length);
  requireKnownEncoding(request.headers.get('content-encoding'), body);
  return body;
}

export function tooLong(bytesMax: number): AppError {
  return new AppError('too_large', `The body is larger than ${bytesMax} bytes. Send smaller batches.`);
}

export function joinPieces(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const body = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    body.set(piece, at);
    at += piece.length;
  }
  return body;
}

/** Refuses a body that is named compressed and is not gzip. */
export function requireKnownEncoding(header: string | null, body: Uint8Array): void {
  const encoding = header?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity' || isGzip(body)) return;
  if (encoding === 'gzip' || encoding === 'x-gzip') throw new AppError('bad_request', 'The body is named gzip (Content-Encoding) but is not. Nothing was stored.');
  throw new AppError('unsupported', `Content-Encoding "${encoding.slice(0, 40)}" is not supported. Send gzip or nothing.`);
}
