import { announceExpiredSession } from './session-events';

/** What the console's own API says when it refuses; `network` when it could not be asked. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
  }
}

interface Schema<T> { parse: (value: unknown) => T }

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The refusal in the console's dialect: `{ error: { code, message } }`. */
function readRefusal(payload: unknown): { code: string; message: string } | null {
  const error = isObject(payload) ? payload['error'] : undefined;
  if (!isObject(error)) return null;
  const { code, message } = error;
  return typeof code === 'string' && typeof message === 'string' ? { code, message } : null;
}

async function call(method: string, path: string, body: unknown, signal: AbortSignal | undefined): Promise<unknown> {
  let response: Response;
  try {
    const headers: Record<string, string> = body === undefined ? { accept: 'application/json' } : { accept: 'application/json', 'content-type': 'application/json' };
    response = await fetch(path, { method, headers, body: body === undefined ? null : JSON.stringify(body), signal: signal ?? null, credentials: 'same-origin' });
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    throw new ApiError(0, 'network', 'The server cannot be reached.', { cause });
  }
  if (response.status === 401) announceExpiredSession();
  const text = await response.text();
  const payload: unknown = response.headers.get('content-type')?.includes('json') === true && text !== '' ? JSON.parse(text) : undefined;
  if (response.ok) return payload;
  const refusal = readRefusal(payload);
  throw refusal === null
    ? new ApiError(response.status, response.status === 401 ? 'unauthenticated' : 'internal', response.statusText)
    : new ApiError(response.status, refusal.code, refusal.message);
}

export async function apiGet<T>(path: string, schema: Schema<T>, signal?: AbortSignal): Promise<T> {
  return schema.parse(await call('GET', path, undefined, signal));
}

export async function apiSend<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body: unknown, schema: Schema<T>): Promise<T> {
  return schema.parse(await call(method, path, body, undefined));
}
