import 'server-only';
import { AppError, asAppError } from '../platform/errors';
import { clientAddress, consoleError } from '../platform/http';
import { requestId } from '../platform/ids';
import { log } from '../platform/log';
import { readJson } from '../platform/read-json';
import { auth } from './auth';
import { requireSameOrigin } from './same-origin';
import { ADDRESS_HEADER } from './sign-in-guard';

const SIGN_OUT = '/sign-out';
/** The library knows dozens of paths; these are the ones that Yagura uses. */
const PATHS: readonly string[] = ['/sign-in/email', SIGN_OUT, '/two-factor/verify-totp', '/two-factor/verify-backup-code'];
const BODY_BYTES_MAX = 8 * 1024;

/** The same request with the body read to its limit, and the client's address from whom we trust to know it. */
async function vetted(request: Request, path: string): Promise<Request> {
  const headers = new Headers(request.headers), address = clientAddress(request);
  headers.delete(ADDRESS_HEADER);
  if (address !== undefined) headers.set(ADDRESS_HEADER, address);
  headers.delete('content-length');
  headers.set('content-type', 'application/json');
  const body = path === SIGN_OUT ? {} : await readJson(request, BODY_BYTES_MAX);
  return new Request(request.url, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** The library's answer in the console's dialect: its own bodies carry the session's secret, which belongs in the cookie alone. */
async function answer(response: Response, id: string): Promise<Response> {
  const headers = new Headers({ 'cache-control': 'no-store' });
  for (const cookie of response.headers.getSetCookie()) headers.append('set-cookie', cookie);
  if (response.status === 429) {
    headers.set('retry-after', response.headers.get('x-retry-after') ?? '60');
    return withHeaders(consoleError(new AppError('rate_limited', 'Too many attempts. Wait a moment.'), id), headers);
  }
  if (response.status >= 500) return consoleError(new AppError('internal', 'Internal error.'), id);
  if (response.status >= 400) return withHeaders(consoleError(refusal(response.status), id), headers);
  const body: unknown = await response.json();
  const secondFactor = typeof body === 'object' && body !== null && 'twoFactorRedirect' in body;
  return Response.json({ secondFactor }, { headers });
}

function refusal(status: number): AppError {
  if (status === 401) return new AppError('unauthenticated', 'What you entered is not right.');
  return status === 403 ? new AppError('forbidden', 'This request came from another site.') : new AppError('bad_request', 'The request was not understood.');
}

function withHeaders(response: Response, headers: Headers): Response {
  headers.forEach((value, name) => { if (name !== 'set-cookie') response.headers.set(name, value); });
  for (const cookie of headers.getSetCookie()) response.headers.append('set-cookie', cookie);
  return response;
}

/** POST /api/auth/…: sign-in, second factor, sign-out. Answers `{"secondFactor": boolean}`; the session is the cookie. */
export async function handleAuth(request: Request): Promise<Response> {
  const id = requestId();
  try {
    const path = new URL(request.url).pathname.replace(/^\/api\/auth/, '');
    if (!PATHS.includes(path)) throw new AppError('not_found', 'There is no such address.');
    requireSameOrigin(request);
    return await answer(await auth().handler(await vetted(request, path)), id);
  } catch (thrown) {
    const error = asAppError(thrown);
    if (error.code === 'internal') log.error({ err: error.cause ?? error, requestId: id }, 'sign-in failed');
    return consoleError(error, id);
  }
}
