import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { auth } from '@/lib/users/auth';
import { sessionIdentity } from '@/lib/users/session-identity';
import { newTenant, withDatabase } from '../../support/database';
import { cookieOf, newPerson, PASSWORD, postAuth, signIn, type Person } from './people';

const db = withDatabase();
afterEach(() => { vi.useRealTimers(); });

/** RFC 6238 with the defaults of every authenticator app. */
function totp(base32: string, atMs: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...base32.replace(/=+$/, '')].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(atMs / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  return String((mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

/** Someone whose account asks for codes; `code` gives the one of an instant. */
async function withSecondFactor(tenantId: number): Promise<{ person: Person; code: (atMs: number) => string }> {
  const person = await newPerson([{ tenantId }]);
  const headers = new Headers({ cookie: cookieOf(await signIn(person.email)) });
  const enabled = await auth().api.enableTwoFactor({ body: { password: PASSWORD, method: 'totp' }, headers });
  const secret = 'totpURI' in enabled ? new URL(enabled.totpURI).searchParams.get('secret') ?? '' : '';
  await auth().api.verifyTOTP({ body: { code: totp(secret, Date.now()) }, headers });
  await db.sql('DELETE FROM audit WHERE tenant_id = $1', [tenantId]);
  return { person, code: (atMs) => totp(secret, atMs) };
}

const actionsOf = async (tenantId: number): Promise<string[]> => (await db.sql<{ action: string }>('SELECT action FROM audit WHERE tenant_id = $1 ORDER BY id', [tenantId])).map((row) => row.action);

describe('an account with a second factor', () => {
  it('has no session, and no sign-in in the trail, until the code is right', async () => {
    const { tenantId } = await newTenant(), { person, code } = await withSecondFactor(tenantId);
    const password = await signIn(person.email);
    expect(await password.json()).toEqual({ secondFactor: true });
    const pending = cookieOf(password);
    await expect(sessionIdentity(new Headers({ cookie: pending }))).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await actionsOf(tenantId)).toEqual([]);

    const right = code(Date.now()), wrong = right === '000000' ? '111111' : '000000';
    expect((await postAuth('/two-factor/verify-totp', { code: wrong }, { cookie: pending })).status).toBe(401);
    const entered = await postAuth('/two-factor/verify-totp', { code: code(Date.now()) }, { cookie: pending });
    expect(await entered.json()).toEqual({ secondFactor: false });
    await expect(sessionIdentity(new Headers({ cookie: cookieOf(entered) }))).resolves.toMatchObject({ tenantId });
    expect(await actionsOf(tenantId)).toEqual(['user.signed_in']);
  });

  it('takes no code without the password before it', async () => {
    const { code } = await withSecondFactor((await newTenant()).tenantId);
    const answer = await postAuth('/two-factor/verify-totp', { code: code(Date.now()) });
    expect(answer.status).toBe(401);
    expect(cookieOf(answer)).toBe('');
  });

  it('still locks after five wrong passwords', async () => {
    const { tenantId } = await newTenant(), { person } = await withSecondFactor(tenantId);
    for (let i = 0; i < 5; i += 1) await signIn(person.email, 'not the password');
    expect((await signIn(person.email)).status).toBe(401);
    expect((await actionsOf(tenantId)).at(-1)).toBe('user.locked');
  });
});
