import type { z } from 'zod';
import { AppError } from './errors';

/** Second beat of a verb: unknown input as the schema's type, or `bad_request` that names every field and what is wrong with it. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) fields[issue.path.join('.') || 'body'] ??= issue.message;
  throw new AppError('bad_request', Object.entries(fields).map(([field, message]) => `${field}: ${message}`).join('; '), { fields });
}
