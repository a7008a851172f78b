import 'server-only';
import { betterAuth } from 'better-auth';
import { isAPIError } from 'better-auth/api';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { organization, twoFactor } from 'better-auth/plugins';
import { prisma } from '../platform/db';
import { env } from '../platform/env';
import { log } from '../platform/log';
import { accessControl, organizationRoles } from './auth-roles';
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN, SESSION_SECONDS } from './model';
import { ownOrigin } from './same-origin';
import { ADDRESS_HEADER, signInGuard } from './sign-in-guard';

/** Where the console may be opened: its own address, this machine by either name, and whatever name the browser reached it by. */
function trustedOrigins(request?: Request): string[] {
  const at = new URL(env().YAGURA_URL), port = at.port ? `:${at.port}` : '';
  return [at.origin, `http://localhost${port}`, `http://127.0.0.1${port}`, ...(request ? [ownOrigin(request)] : [])];
}

function makeAuth() {
  const { YAGURA_URL, YAGURA_SECRET, YAGURA_TRUST_PROXY } = env();
  // Without a proxy that names the client, all share one count: it must leave room for a whole team.
  const attempts = { window: 60, max: YAGURA_TRUST_PROXY ? 10 : 60 };
  return betterAuth({
    appName: 'Yagura',
    baseURL: YAGURA_URL,
    basePath: '/api/auth',
    secret: YAGURA_SECRET,
    trustedOrigins,
    database: prismaAdapter(prisma(), { provider: 'postgresql' }),
    // People are made by the first-run page, by administrators and by commands, never by themselves.
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: PASSWORD_LENGTH_MIN, maxPasswordLength: PASSWORD_LENGTH_MAX },
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true },
    rateLimit: { enabled: true, storage: 'database', window: 60, max: 300, customRules: { '/sign-in/email': attempts, '/two-factor/*': attempts } },
    advanced: {
      database: { generateId: 'serial' },
      cookiePrefix: 'yagura',
      useSecureCookies: YAGURA_URL.startsWith('https:'),
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    plugins: [
      organization({
        ac: accessControl,
        roles: organizationRoles,
        creatorRole: 'Master Administrator',
        allowUserToCreateOrganization: false,
        schema: { organization: { modelName: 'tenant' }, member: { modelName: 'membership' }, session: { fields: { activeOrganizationId: 'activeTenantId' } } },
      }),
      twoFactor({ issuer: 'Yagura' }),
      signInGuard,
    ],
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_level, message, ...details) => log.error({ details }, message) },
    // Refusals are answers, not errors; the guard logs and audits them.
    onAPIError: { onError: (error) => { if (!isAPIError(error) || error.statusCode >= 500) log.error({ err: error }, 'authentication failed'); } },
  });
}

const memo = globalThis as typeof globalThis & { yaguraAuth?: ReturnType<typeof makeAuth> };

/** The authentication library on our tables; one per process, hot reload keeps it. */
export function auth(): ReturnType<typeof makeAuth> {
  return (memo.yaguraAuth ??= makeAuth());
}
