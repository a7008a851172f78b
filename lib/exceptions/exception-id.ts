import { AppError } from '../platform/errors';

const ID_MAX = 2_147_483_647;

/** The id of a path; what cannot be one is not found. */
export function exceptionId(text: string): number {
  const id = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  if (id < 1 || id > ID_MAX) throw new AppError('not_found', 'There is no such exception.');
  return id;
}
