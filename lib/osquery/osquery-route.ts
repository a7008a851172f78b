import 'server-only';
import { Admission } from '../ingest/admission';
import { inflateBody } from '../ingest/inflate-body';
import { BODY_LIMITS } from '../ingest/limits';
import { readBody } from '../ingest/read-body';
import type { Context } from '../platform/context';
import { AppError, HTTP_STATUS } from '../platform/errors';
import { route } from '../platform/http';

const MIB = 1024 * 1024;
/** Before the sender is known; osquery's largest batch is 1,024 lines. */
const COMPRESSED_BYTES_MAX = 16 * MIB;
/** What strangers can make one process hold. */
const AT_ONCE = { requests: 256, bytes: 64 * MIB } as const;
const LIMITS = { ...BODY_LIMITS, inflatedBytesMax: 32 * MIB };

/** One count for all routes of a process, which may each have their own copy of this module. */
const memo = globalThis as typeof globalThis & { yaguraOsqueryAdmission?: Admission };

/** Told to a host that must enroll again. */
export const NODE_INVALID = { node_invalid: true } as const;

/** What osquery keeps and sends again is whatever is not answered 200; past the limit it expects a 5xx. */
function statusOf({ code }: AppError): number {
  return code === 'rate_limited' ? 503 : HTTP_STATUS[code];
}

/** A route of osquery's TLS protocol: its credentials are in the body, so nobody is known before that is read. */
export function osqueryRoute(handler: (body: Uint8Array, ctx: Context) => Promise<object>) {
  return route<object>({
    authenticate: () => Promise.resolve({ tenantId: 0, actor: { kind: 'visitor', name: 'osquery' } }),
    respondError: (error) => Response.json({ error: error.message }, { status: statusOf(error) }),
  }, async (request, ctx) => {
    const admission = (memo.yaguraOsqueryAdmission ??= new Admission(AT_ONCE.requests, AT_ONCE.bytes));
    return admission.run(async (take) => {
      const inflated = inflateBody(await readBody(request, take, COMPRESSED_BYTES_MAX), LIMITS);
      if (!inflated.ok) throw new AppError(inflated.refusal.code, inflated.refusal.message);
      return Response.json(await handler(inflated.body, ctx));
    });
  });
}

/** A small request as an object. */
export function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch (thrown) {
    throw new AppError('bad_request', 'The body is not valid JSON.', { cause: thrown });
  }
}
