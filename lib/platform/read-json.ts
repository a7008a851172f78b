import { AppError } from './errors';

const BODY_BYTES_MAX = 64 * 1024;

/** The database's text cannot hold this character, and no person types it. */
function withoutNul(_key: string, value: unknown): unknown {
  if (typeof value === 'string' && value.includes('\u0000')) throw new AppError('bad_request', 'The body holds the character U+0000.');
  return value;
}

/** The body of a request as JSON, read no further than the limit whatever its length header says. */
export async function readJson(request: Request, bodyBytesMax = BODY_BYTES_MAX): Promise<unknown> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '', bytes = 0;
  try {
    for await (const part of request.body ?? []) {
      bytes += part.byteLength;
      if (bytes > bodyBytesMax) throw new AppError('too_large', `The body is larger than ${bodyBytesMax} bytes.`);
      text += decoder.decode(part, { stream: true });
    }
    return JSON.parse(text + decoder.decode(), withoutNul) as unknown;
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    throw new AppError('bad_request', 'The body is not valid JSON.', { cause: thrown });
  }
}
