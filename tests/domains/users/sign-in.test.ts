import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { sessionIdentity } from '@/lib/users/session-identity';
import { newTenant, withDatabase } from '../../support/database';
import { cookieOf, freshAddress, newPerson, PASSWORD, postAuth, signIn } from './people';

const db = withDatabase();
// Before anything reads the environment: sign-in attempts are then counted per address.
beforeAll(() => { process.env['YAGURA_TRUST_PROXY'] = '1'; });
afterEach(() => { vi.useRealTimers(); });

const MINUTE_MS = 60_000;
const atMinute = (start: number, minutes: number) => vi.useFakeTimers({ toFake: ['Date'], now: start + minutes * MINUTE_MS });

const withoutId = async (response: Response): Promise<unknown> => ({ status: response.status, cookies: response.headers.getSetCookie(), body: ((await response.json()) as { error: { code: string; message: string } }).error.message });
const actionsOf = async (tenantId: number): Promise<string[]> => (await db.sql<{ action: string }>('SELECT action FROM audit WHERE tenant_id = $1 ORDER BY id', [tenantId])).map((row) => row.action);

async function fail(email: string, times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) await signIn(email, 'not the password');
}

describe('sign-in', () => {
  it('opens a session that knows the user, the tenant and the role, and keeps its secret out of the answer', async () => {
    const { tenantId } = await newTenant();
    const person = await newPerson([{ tenantId, role: 'Senior Analyst' }]);
    const response = await signIn(person.email.toUpperCase());
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ secondFactor: false });
    expect(response.headers.getSetCookie()[0]).toMatch(/^yagura\.session_token=.+HttpOnly; SameSite=Lax$/);
    const identity = await sessionIdentity(new Headers({ cookie: cookieOf(response) }));
    expect(identity).toMatchObject({ tenantId, actor: { kind: 'user', id: person.id, role: 'Senior Analyst' }, user: { email: person.email } });
  });

  it('answers an unknown account, a wrong password and a locked account alike', async () => {
    const { tenantId } = await newTenant();
    const [known, locked] = [await newPerson([{ tenantId }]), await newPerson([{ tenantId }])];
    await fail(locked.email, 5);
    const wrong = await withoutId(await signIn(known.email, 'not the password'));
    expect(await withoutId(await signIn('nobody@office.example', 'not the password'))).toEqual(wrong);
    expect(await withoutId(await signIn(locked.email, PASSWORD))).toEqual(wrong);
    expect(wrong).toMatchObject({ status: 401, cookies: [] });
  });

  it('closes the account for 15 minutes after the fifth failure, for the right password too, and opens it again', async () => {
    const start = Date.now(), { tenantId } = await newTenant(), person = await newPerson([{ tenantId }]);
    await fail(person.email, 4);
    expect((await signIn(person.email)).status, 'four failures lock nothing').toBe(200);
    await fail(person.email, 5);
    atMinute(start, 14);
    expect((await signIn(person.email)).status).toBe(401);
    atMinute(start, 16);
    expect((await signIn(person.email)).status).toBe(200);
  });

  it('forgets failures that are older than 15 minutes', async () => {
    const start = Date.now(), { tenantId } = await newTenant(), person = await newPerson([{ tenantId }]);
    await fail(person.email, 4);
    atMinute(start, 16);
    await fail(person.email, 4);
    expect((await signIn(person.email)).status).toBe(200);
  });

  it('looks at no more than five passwords of a burst of guesses', async () => {
    const { tenantId } = await newTenant(), person = await newPerson([{ tenantId }]);
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn(person.email, 'not the password')));
    expect(new Set(answers.map((r) => r.status))).toEqual(new Set([401]));
    const actions = await actionsOf(tenantId);
    expect(actions.filter((a) => a === 'user.sign_in_failed')).toHaveLength(5);
    expect(actions.filter((a) => a === 'user.locked')).toHaveLength(1);
    expect((await signIn(person.email)).status).toBe(401);
  });

  it('writes sign-in, failure, lock and sign-out into the trail of every tenant of the user', async () => {
    const [first, second] = [await newTenant(), await newTenant()];
    const person = await newPerson([{ tenantId: first.tenantId }, { tenantId: second.tenantId }]);
    const cookie = cookieOf(await signIn(person.email));
    await postAuth('/sign-out', {}, { cookie });
    await fail(person.email, 5);
    const failures = Array.from({ length: 5 }, () => 'user.sign_in_failed');
    for (const { tenantId } of [first, second]) expect(await actionsOf(tenantId)).toEqual(['user.signed_in', 'user.signed_out', ...failures, 'user.locked']);
  });

  it('names the client in the trail as the trusted proxy saw it', async () => {
    const { tenantId } = await newTenant(), person = await newPerson([{ tenantId }]), address = freshAddress();
    await signIn(person.email, PASSWORD, { address: `203.0.113.77, ${address}` });
    expect(await db.sql('SELECT address FROM audit WHERE tenant_id = $1', [tenantId])).toEqual([{ address }]);
  });

  it('counts attempts per address and says when to come back', async () => {
    const { tenantId } = await newTenant(), person = await newPerson([{ tenantId }]), address = freshAddress();
    for (let i = 0; i < 10; i += 1) await signIn(`nobody${i}@office.example`, 'not the password', { address });
    const refused = await signIn(person.email, PASSWORD, { address });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await signIn(person.email)).status, 'another address is not affected').toBe(200);
  });

  it('ends the session on sign-out, also for who kept the cookie', async () => {
    const { tenantId } = await newTenant(), cookie = cookieOf(await signIn((await newPerson([{ tenantId }])).email));
    expect((await postAuth('/sign-out', {}, { cookie })).status).toBe(200);
    await expect(sessionIdentity(new Headers({ cookie }))).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('ends a session twelve hours after sign-in', async () => {
    const start = Date.now(), { tenantId } = await newTenant(), cookie = cookieOf(await signIn((await newPerson([{ tenantId }])).email));
    atMinute(start, 12 * 60 - 5);
    await expect(sessionIdentity(new Headers({ cookie }))).resolves.toMatchObject({ tenantId });
    atMinute(start, 12 * 60 + 5);
    await expect(sessionIdentity(new Headers({ cookie }))).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('the sign-in doors', () => {
  it.each(['/sign-up/email', '/get-session', '/update-user', '/organization/create', '/organization/set-active', '/two-factor/disable', '/sign-in/email/', '/sign-in//email'])('do not include %s', async (path) => {
    expect((await postAuth(path, { email: 'new@office.example', password: PASSWORD, name: 'New' })).status).toBe(404);
  });

  it('refuse a request from another site before looking at the password', async () => {
    const { tenantId } = await newTenant(), person = await newPerson([{ tenantId }]);
    expect((await signIn(person.email, PASSWORD, { origin: 'https://elsewhere.example' })).status).toBe(403);
    expect(await actionsOf(tenantId)).toEqual([]);
  });

  it.each([['a number', 7], ['an array', []], ['null', null], ['no password', { email: 'a@office.example' }], ['an object for an address', { email: {}, password: PASSWORD }], ['NUL in the address', { email: 'a\u0000@office.example', password: PASSWORD }]])('answer %s with a clear refusal', async (_what, body) => {
    const response = await postAuth('/sign-in/email', body);
    expect([400, 401]).toContain(response.status);
  });

  it('read no more than a small body', async () => {
    expect((await postAuth('/sign-in/email', { email: 'a@office.example', password: 'x'.repeat(20_000) })).status).toBe(413);
  });
});
