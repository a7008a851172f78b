import 'server-only';
import type { Context } from '../platform/context';
import { consoleError, route, type Identity } from '../platform/http';
import { requireSameOrigin } from './same-origin';
import { sessionIdentity } from './session-identity';

type Handler<P> = (request: Request, ctx: Context, params: P) => Promise<Response>;

const PRIVATE = () => ({ 'cache-control': 'no-store' });

/** A route of the console's own API: session cookie, no cross-site changes, errors in the console's dialect. */
export function consoleRoute<P = Record<string, never>>(handler: Handler<P>) {
  return route<P>({
    authenticate: async (request) => {
      requireSameOrigin(request);
      const { tenantId, actor } = await sessionIdentity(request);
      return { tenantId, actor };
    },
    respondError: consoleError,
    headers: PRIVATE,
  }, handler);
}

const VISITOR: Identity = { tenantId: 0, actor: { kind: 'visitor', name: 'first run' } };

/** A route before sign-in. Its verb must not trust the caller with anything: tenant 0 sees no row. */
export function visitorRoute<P = Record<string, never>>(handler: Handler<P>) {
  return route<P>({
    authenticate: async (request) => {
      requireSameOrigin(request);
      return VISITOR;
    },
    respondError: consoleError,
    headers: PRIVATE,
  }, handler);
}
