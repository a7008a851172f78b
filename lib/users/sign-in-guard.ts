import 'server-only';
import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthMiddleware, isAPIError } from 'better-auth/api';
import { systemClock } from '../platform/clock';
import { log } from '../platform/log';
import { FAILED_SIGN_IN_WINDOW_MS, LOCK_MS } from './model';
import { auditSignIn } from './sign-in-audit';
import { clearAttempts, findUserByEmail, lockWhenUsedUp, reserveAttempt } from './store';

/** Set by the route from the trusted proxy's header, never by the client. */
export const ADDRESS_HEADER = 'x-yagura-address';

const PASSWORD_PATH = '/sign-in/email';
const SECOND_FACTOR_PATHS: readonly string[] = ['/two-factor/verify-totp', '/two-factor/verify-backup-code'];

const textOf = (body: unknown, field: string): string => {
  const value: unknown = body && typeof body === 'object' ? Reflect.get(body, field) : undefined;
  return typeof value === 'string' ? value : '';
};

const addressOf = (headers: Headers | undefined): string | undefined => headers?.get(ADDRESS_HEADER) ?? undefined;

/** An unknown, a locked and a wrongly given account get the same answer after the same work, so that none can be told apart. */
const beforePassword = createAuthMiddleware(async (ctx) => {
  const email = textOf(ctx.body, 'email'), now = systemClock.now();
  if (await reserveAttempt(email, now, new Date(now.getTime() - FAILED_SIGN_IN_WINDOW_MS))) return;
  await ctx.context.password.hash(textOf(ctx.body, 'password').slice(0, 128));
  log.info({ address: addressOf(ctx.headers) }, 'sign-in refused: unknown or locked account');
  throw new APIError('UNAUTHORIZED', { code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid email or password' });
});

async function failed(email: string, address: string | undefined): Promise<void> {
  const user = await findUserByEmail(email);
  if (!user) return;
  await auditSignIn('user.sign_in_failed', user, address);
  if (await lockWhenUsedUp(user.id, new Date(systemClock.now().getTime() + LOCK_MS))) await auditSignIn('user.locked', user, address);
}

/** Runs after the two-factor plugin: a session that it took back, to ask for the second factor, is not yet a sign-in. */
const afterPassword = createAuthMiddleware(async (ctx) => {
  const { returned, newSession } = ctx.context, address = addressOf(ctx.headers);
  if (isAPIError(returned)) return failed(textOf(ctx.body, 'email'), address);
  const user = await findUserByEmail(textOf(ctx.body, 'email'));
  if (!user) return;
  await clearAttempts(user.id);
  if (newSession) await auditSignIn('user.signed_in', user, address);
});

const afterSecondFactor = createAuthMiddleware(async (ctx) => {
  const { newSession } = ctx.context;
  if (newSession) await auditSignIn('user.signed_in', { id: Number(newSession.user.id), name: newSession.user.name }, addressOf(ctx.headers));
});

/** The session is gone once sign-out has run, so its owner is written down first. */
const beforeSignOut = createAuthMiddleware(async (ctx) => {
  const token = await ctx.getSignedCookie(ctx.context.authCookies.sessionToken.name, ctx.context.secret);
  const found = token ? await ctx.context.internalAdapter.findSession(token) : null;
  if (found) await auditSignIn('user.signed_out', { id: Number(found.user.id), name: found.user.name }, addressOf(ctx.headers));
});

/** Lock-out and audit of sign-in and sign-out. Must come after the two-factor plugin in the list. */
export const signInGuard = {
  id: 'yagura-sign-in-guard',
  hooks: {
    before: [
      { matcher: (ctx) => ctx.path === PASSWORD_PATH, handler: beforePassword },
      { matcher: (ctx) => ctx.path === '/sign-out', handler: beforeSignOut },
    ],
    after: [
      { matcher: (ctx) => ctx.path === PASSWORD_PATH, handler: afterPassword },
      { matcher: (ctx) => SECOND_FACTOR_PATHS.includes(ctx.path ?? ''), handler: afterSecondFactor },
    ],
  },
} satisfies BetterAuthPlugin;
