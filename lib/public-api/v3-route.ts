import 'server-only';
import { authenticateApiKey } from '../access/authenticate-api-key';
import type { Context } from '../platform/context';
import { AppError, HTTP_STATUS, type ErrorCode } from '../platform/errors';
import { route } from '../platform/http';

/** Error names of the field's API; `conflict` and `unsupported` have none of their own there. */
const V3_CODE: Readonly<Record<ErrorCode, string>> = {
  bad_request: 'BadRequest', unauthenticated: 'InvalidCredentials', forbidden: 'AccessDenied', not_found: 'NotFound', conflict: 'BadRequest',
  condition_not_met: 'ConditionNotMet', too_large: 'RequestEntityTooLarge', unsupported: 'BadRequest', rate_limited: 'TooManyRequests', busy: 'TooManyRequests', internal: 'InternalServerError',
};

const status = (code: ErrorCode): number => (code === 'conflict' || code === 'unsupported' ? 400 : code === 'busy' ? 429 : HTTP_STATUS[code]);

/** `{"error":{"code","message","innererror"?}}`, as the field's clients read it. */
export function v3Error(error: AppError): Response {
  const innererror = error.code === 'unauthenticated' ? { innererror: { code: 'InvalidToken', service: 'yagura' } } : {};
  return Response.json({ error: { code: V3_CODE[error.code], message: error.message, ...innererror } }, { status: status(error.code) });
}

/** A route of the public API: API key, its error envelope, a trace id on every answer. */
export function v3Route<P = Record<string, never>>(handler: (request: Request, ctx: Context, params: P) => Promise<Response>) {
  return route<P>({ authenticate: authenticateApiKey, respondError: v3Error, headers: (id) => ({ 'x-trace-id': id, 'cache-control': 'no-store' }) }, handler);
}

/** A header or parameter that must be one of a few values. */
export function oneOf<T extends string>(name: string, value: string | null, allowed: readonly T[], fallback: T): T {
  if (value === null) return fallback;
  const found = allowed.find((a) => a === value);
  if (found === undefined) throw new AppError('bad_request', `${name} "${value}" is not allowed; use one of ${allowed.join(', ')}.`);
  return found;
}
