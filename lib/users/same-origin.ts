import { AppError } from '../platform/errors';
import { env } from '../platform/env';

/** The origin under which this request reached us. Behind a trusted proxy, its word counts; otherwise the Host header that the browser itself wrote. */
export function ownOrigin(request: Request): string {
  const { headers } = request;
  const { YAGURA_TRUST_PROXY, YAGURA_URL } = env();
  const host = (YAGURA_TRUST_PROXY ? headers.get('x-forwarded-host') : null) ?? headers.get('host');
  return host ? `${new URL(YAGURA_URL).protocol}//${host}` : new URL(request.url).origin;
}

const SAFE_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Refuses a change that another site's page asks for with our user's cookie. Browsers put Origin or Sec-Fetch-Site on every such request;
 * a request with neither comes from no page.
 */
export function requireSameOrigin(request: Request): void {
  if (SAFE_METHODS.includes(request.method)) return;
  const site = request.headers.get('sec-fetch-site'), origin = request.headers.get('origin');
  const allowed = [ownOrigin(request), new URL(env().YAGURA_URL).origin];
  if (site !== null && site !== 'same-origin' && site !== 'none') throw new AppError('forbidden', 'This request came from another site.');
  if (origin !== null && !allowed.includes(origin)) throw new AppError('forbidden', 'This request came from another site.');
}
