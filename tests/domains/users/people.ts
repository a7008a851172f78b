import { randomBytes } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type { Role } from '@/lib/platform/permissions';
import { tenantTx } from '@/lib/platform/tx';
import { handleAuth } from '@/lib/users/handle-auth';
import { insertMembership, insertUser } from '@/lib/users/store';

export const PASSWORD = 'kawa no nagare 42';
const ORIGIN = 'http://localhost:3000';

export interface Person { id: number; email: string }

/** Someone who can sign in, as a member of these tenants. */
export async function newPerson(memberships: readonly { tenantId: number; role?: Role }[]): Promise<Person> {
  const email = `${randomBytes(6).toString('hex')}@office.example`, passwordHash = await hashPassword(PASSWORD);
  const id = await tenantTx(memberships[0]?.tenantId ?? 0, async (tx) => {
    const userId = await insertUser(tx, { email, name: 'Ren Test', passwordHash });
    for (const { tenantId, role } of memberships) await insertMembership(tx, tenantId, userId, role ?? 'Analyst');
    return userId;
  });
  return { id, email };
}

export interface AuthCall { cookie?: string; address?: string; origin?: string }

/** POSTs to the sign-in doors as a browser behind the proxy does. */
export async function postAuth(path: string, body: unknown, { cookie, address = freshAddress(), origin = ORIGIN }: AuthCall = {}): Promise<Response> {
  const headers = new Headers({ host: 'localhost:3000', origin, 'content-type': 'application/json', 'x-forwarded-for': address });
  if (cookie) headers.set('cookie', cookie);
  return handleAuth(new Request(`${ORIGIN}/api/auth${path}`, { method: 'POST', headers, body: JSON.stringify(body) }));
}

export async function signIn(email: string, password = PASSWORD, call: AuthCall = {}): Promise<Response> {
  return postAuth('/sign-in/email', { email, password }, call);
}

/** What the browser would send back. */
export function cookieOf(response: Response): string {
  return response.headers.getSetCookie().filter((line) => !/max-age=0/i.test(line)).map((line) => line.split(';')[0]).join('; ');
}

let lastAddress = 0;

/** A client that has not been seen yet, so that one test's attempts are not counted for another. */
export function freshAddress(): string {
  lastAddress += 1;
  return `198.51.${Math.floor(lastAddress / 250)}.${(lastAddress % 250) + 1}`;
}

export function consoleRequest(path: string, { method = 'GET', cookie, body, headers = {} }: { method?: string; cookie?: string; body?: unknown; headers?: Record<string, string> } = {}): Request {
  return new Request(`${ORIGIN}${path}`, {
    method,
    headers: { host: 'localhost:3000', ...(cookie ? { cookie } : {}), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
