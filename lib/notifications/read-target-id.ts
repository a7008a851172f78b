import { AppError } from '../platform/errors';

/** The id of a target in an address; anything else is nobody's. */
export function readTargetId(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new AppError('not_found', 'There is no such target.');
  return Number(text);
}
