/** The closed set of things that can go wrong in front of a caller. Each wire dialect maps them once (see `toConsoleError`, `toV3Error`, …). */
export const ERROR_CODES = [
  'bad_request', 'unauthenticated', 'forbidden', 'not_found', 'conflict', 'condition_not_met', 'too_large', 'unsupported', 'rate_limited', 'busy', 'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export interface AppErrorOptions {
  /** What really happened: logged, never sent. */
  cause?: unknown;
  retryAfterSeconds?: number;
  /** Field → what is wrong with it; safe to show. */
  fields?: Readonly<Record<string, string>>;
}

/** The only exception that callers see the text of: `message` is public. Everything else becomes `internal` with a request id. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly retryAfterSeconds: number | undefined;
  readonly fields: Readonly<Record<string, string>> | undefined;

  constructor(code: ErrorCode, publicMessage: string, options: AppErrorOptions = {}) {
    super(publicMessage, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.fields = options.fields;
  }
}

export const HTTP_STATUS: Readonly<Record<ErrorCode, number>> = {
  bad_request: 400, unauthenticated: 401, forbidden: 403, not_found: 404, conflict: 409, condition_not_met: 412,
  too_large: 413, unsupported: 415, rate_limited: 429, busy: 503, internal: 500,
};

/** Anything thrown, as an AppError: unknown errors keep their cause for the log and lose their text. */
export function asAppError(thrown: unknown): AppError {
  return thrown instanceof AppError ? thrown : new AppError('internal', 'Internal error.', { cause: thrown });
}
