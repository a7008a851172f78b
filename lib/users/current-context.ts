import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { systemClock } from '../platform/clock';
import type { Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { requestId } from '../platform/ids';
import { log } from '../platform/log';
import { PATH_HEADER } from './path-header';
import { sessionIdentity, type SessionIdentity } from './session-identity';

const foundSession = cache(async (): Promise<SessionIdentity | undefined> => {
  try {
    return await sessionIdentity(new Headers(await headers()));
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'unauthenticated') return undefined;
    throw thrown;
  }
});

/** For the pages before sign-in. Someone who belongs to no tenant may sign in as somebody else. */
export async function hasSession(): Promise<boolean> {
  try {
    return (await foundSession()) !== undefined;
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'forbidden') return false;
    throw thrown;
  }
}

/** Who is signed in, once per rendered request; sends everyone else to the sign-in page and back afterwards. */
export const currentSession = cache(async (): Promise<SessionIdentity> => {
  const found = await foundSession();
  if (found) return found;
  const path = (await headers()).get(PATH_HEADER);
  redirect(path ? `/sign-in?next=${encodeURIComponent(path)}` : '/sign-in');
});

/** The context of a server component's reads. */
export const currentContext = cache(async (): Promise<Context> => {
  const { tenantId, actor } = await currentSession();
  const id = requestId();
  return { tenantId, actor, clock: systemClock, log: log.child({ requestId: id }), requestId: id };
});
