import { gunzipSync } from 'node:zlib';
import type { ErrorCode } from '../platform/errors';
import { BODY_LIMITS } from './limits';

/** Why a body is refused as a whole. A value, because it crosses a thread boundary where exceptions lose their class. */
export interface Refusal { code: ErrorCode; message: string }

/** What is said of a body without a byte in it. */
export const EMPTY_BODY = 'The body is empty.';

type Inflated = { ok: true; body: Uint8Array } | { ok: false; refusal: Refusal };

interface InflateLimits { inflatedBytesMax: number; ratioMax: number; ratioFreeBytes: number }

/** A JSON text or log line never begins with these, so nothing needs to be believed about headers. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** The body as the sender meant it: all gzip members, or the bytes themselves. Never produces more than the limits. */
export function inflateBody(bytes: Uint8Array, limits: InflateLimits = BODY_LIMITS): Inflated {
  if (!isGzip(bytes)) {
    if (bytes.length > limits.inflatedBytesMax) return tooLarge(limits);
    return { ok: true, body: bytes };
  }
  const ratioBytes = Math.max(limits.ratioFreeBytes, bytes.length * limits.ratioMax);
  const maxOutputLength = Math.min(limits.inflatedBytesMax, ratioBytes);
  try {
    return { ok: true, body: gunzipSync(bytes, { maxOutputLength, chunkSize: expectedBytes(bytes, maxOutputLength) }) };
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code;
    if (code === 'ERR_BUFFER_TOO_LARGE') return ratioBytes < limits.inflatedBytesMax ? tooDense(limits) : tooLarge(limits);
    if (code === 'Z_BUF_ERROR') return { ok: false, refusal: { code: 'bad_request', message: 'The gzip data ends too early. Nothing was stored.' } };
    if (code === 'Z_DATA_ERROR') return { ok: false, refusal: { code: 'bad_request', message: 'The gzip data is damaged. Nothing was stored.' } };
    throw thrown;
  }
}

/** gzip ends with its inflated size (of the last member): one allocation instead of many. A lie costs only a second one. */
function expectedBytes(bytes: Uint8Array, max: number): number {
  const size = bytes.length < 18 ? 0 : new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 4, 4).getUint32(0, true);
  return Math.max(64 * 1024, Math.min(size + 1, max));
}

function tooLarge(limits: InflateLimits): Inflated {
  return { ok: false, refusal: { code: 'too_large', message: `The inflated body is larger than ${limits.inflatedBytesMax} bytes. Send smaller batches.` } };
}

function tooDense(limits: InflateLimits): Inflated {
  return { ok: false, refusal: { code: 'too_large', message: `The gzip body inflates to more than ${limits.ratioMax} times its size. Such a body is not accepted.` } };
}
