import 'server-only';
import { systemClock } from './clock';
import type { Actor, Context } from './context';
import { asAppError, HTTP_STATUS, type AppError } from './errors';
import { env } from './env';
import { requestId } from './ids';
import { log } from './log';

/** What a caller's credentials amount to; made by the slice that knows them (session, API key, ingest token). */
export interface Identity { tenantId: number; actor: Actor }

export interface RouteOptions {
  authenticate: (request: Request) => Promise<Identity>;
  /** Says an error in this dialect's words. */
  respondError: (error: AppError, id: string) => Response;
  /** Added to every answer, errors too. */
  headers?: (id: string) => Record<string, string>;
}

type Handler<P> = (request: Request, ctx: Context, params: P) => Promise<Response>;

/** The client's address: the socket's is not visible here, so only a proxy that is trusted by configuration can name it. */
export function clientAddress(request: Request): string | undefined {
  if (!env().YAGURA_TRUST_PROXY) return undefined;
  return request.headers.get('x-forwarded-for')?.split(',').pop()?.trim();
}

/** The one way from a request to a verb: request id, identity, context; then the error mapper of the dialect. Unknown errors are logged with the id. */
export function route<P>(options: RouteOptions, handler: Handler<P>) {
  return async (request: Request, segment: { params: Promise<P> }): Promise<Response> => {
    const id = requestId();
    const child = log.child({ requestId: id });
    let response: Response;
    try {
      const identity = await options.authenticate(request);
      const address = clientAddress(request);
      const ctx: Context = { ...identity, clock: systemClock, log: child, requestId: id, ...(address === undefined ? {} : { address }) };
      response = await handler(request, ctx, await segment.params);
    } catch (thrown) {
      const error = asAppError(thrown);
      if (error.code === 'internal') child.error({ err: error.cause ?? error, url: new URL(request.url).pathname }, 'request failed');
      response = options.respondError(error, id);
      if (error.retryAfterSeconds !== undefined) response.headers.set('retry-after', String(error.retryAfterSeconds));
    }
    for (const [name, value] of Object.entries(options.headers?.(id) ?? {})) response.headers.set(name, value);
    return response;
  };
}

/** The console's own dialect: `{"error":{"code","message","fields"?,"requestId"}}`. */
export function consoleError(error: AppError, id: string): Response {
  const { code, message, fields } = error;
  return Response.json({ error: { code, message, ...(fields ? { fields } : {}), requestId: id } }, { status: HTTP_STATUS[code] });
}
