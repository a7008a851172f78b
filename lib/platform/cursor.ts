import type { z } from 'zod';
import { AppError } from './errors';

/** A place in a keyset-ordered list as opaque text. */
export function encodeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** The values of a cursor made by `encodeCursor`; anything else is the caller's error. */
export function decodeCursor<T extends z.ZodType>(text: string, shape: T): z.output<T> {
  try { return shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))); } catch (cause) {
    throw new AppError('bad_request', 'The page cursor is not one that this list gave out.', { cause });
  }
}
