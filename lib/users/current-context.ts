import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { systemClock } from '../platform/clock';
import type { Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { requestId } from '../platform/ids';
import { log } from '../platform/log';
import { sessionIdentity, type SessionIdentity } from './session-identity';

/** Set by proxy.ts on every page request: pages do not know their own address. */
export const PATH_HEADER = 'x-yagura-path';

/** Who is signed in, once per rendered request; sends everyone else to the sign-in page and back afterwards. */
export const currentSession = cache(async (): Promise<SessionIdentity> => {
  const incoming = await headers();
  try {
    return await sessionIdentity(new Headers(incoming));
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'unauthenticated') throw thrown;
  }
  const path = incoming.get(PATH_HEADER);
  redirect(path ? `/sign-in?next=${encodeURIComponent(path)}` : '/sign-in');
});

/** The context of a server component's reads. */
export const currentContext = cache(async (): Promise<Context> => {
  const { tenantId, actor } = await currentSession();
  const id = requestId();
  return { tenantId, actor, clock: systemClock, log: log.child({ requestId: id }), requestId: id };
});
