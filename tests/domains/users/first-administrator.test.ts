import { beforeEach, describe, expect, it } from 'vitest';
import { POST } from '@/app/api/console/users/first/route';
import { createTenantForCli } from '@/lib/cli/tenant';
import { ensureAdministrator } from '@/lib/users/ensure-administrator';
import { isFirstRun } from '@/lib/users/is-first-run';
import { sessionIdentity } from '@/lib/users/session-identity';
import { withDatabase } from '../../support/database';
import { consoleRequest, cookieOf, PASSWORD, signIn } from './people';

const db = withDatabase();
const INPUT = { tenant: '朝霧商事', name: '山田 花子', email: 'Hanako@office.example', password: PASSWORD };

const create = (input: unknown = INPUT, headers = {}) => POST(consoleRequest('/api/console/users/first', { method: 'POST', body: input, headers }), { params: Promise.resolve({}) });

beforeEach(async () => { await db.sql('TRUNCATE "user", tenant, membership, audit, source, ingest_token, api_key RESTART IDENTITY CASCADE'); });

describe('the first administrator', () => {
  it('can sign in, runs a tenant of their own, and is in its trail', async () => {
    expect(await isFirstRun()).toBe(true);
    const response = await create();
    expect(response.status).toBe(201);
    expect(await isFirstRun()).toBe(false);
    const identity = await sessionIdentity(new Headers({ cookie: cookieOf(await signIn('hanako@office.example')) }));
    expect(identity).toMatchObject({ actor: { role: 'Master Administrator', name: '山田 花子' }, tenants: [{ name: '朝霧商事' }] });
    expect((await db.sql<{ action: string }>('SELECT action FROM audit ORDER BY id')).map((row) => row.action)).toEqual(['tenant.created', 'user.created', 'user.signed_in']);
  });

  it('is made once, however many ask at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => create({ ...INPUT, email: `admin${i}@office.example` })));
    expect(answers.map((r) => r.status).sort()).toEqual([201, ...Array.from({ length: 7 }, () => 409)]);
    expect(await db.sql('SELECT count(*)::int AS users, (SELECT count(*)::int FROM tenant) AS tenants FROM "user"')).toEqual([{ users: 1, tenants: 1 }]);
  });

  it('is never made by this door again', async () => {
    await create();
    expect((await create({ ...INPUT, email: 'second@office.example' })).status).toBe(409);
    expect((await create({ nonsense: true })).status, 'and it does not check input for strangers').toBe(409);
  });

  it.each([
    ['a short password', { ...INPUT, password: 'too short' }, 'password'],
    ['no address', { ...INPUT, email: 'hanako' }, 'email'],
    ['an empty name', { ...INPUT, name: '  ' }, 'name'],
    ['a field that does not belong', { ...INPUT, role: 'Operator' }, 'body'],
  ])('is refused with %s, and the answer names the field', async (_what, input, field) => {
    const response = await create(input);
    expect(response.status).toBe(400);
    expect(Object.keys(((await response.json()) as { error: { fields: object } }).error.fields)).toEqual([field]);
    expect(await isFirstRun()).toBe(true);
  });

  it('is not made for a page of another site', async () => {
    expect((await create(INPUT, { origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await create(INPUT, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect(await isFirstRun()).toBe(true);
  });

  it('keeps no password, only its hash', async () => {
    await create();
    const [row] = await db.sql<{ password: string }>('SELECT password FROM account');
    expect(row?.password).not.toContain(PASSWORD);
    expect(await db.sql('SELECT 1 FROM audit WHERE after::text LIKE $1', [`%${PASSWORD}%`])).toEqual([]);
  });

  it('also runs the tenants that commands made before', async () => {
    const { tenant } = await createTenantForCli({ name: 'Osaka', role: 'SIEM' });
    await create();
    const { tenants, tenantId } = await sessionIdentity(new Headers({ cookie: cookieOf(await signIn('hanako@office.example')) }));
    expect(tenants.map((t) => t.name)).toEqual(['朝霧商事', 'Osaka']);
    expect(tenantId).not.toBe(tenant);
  });
});

describe('the administrator named at start', () => {
  it('is made when there is no user, and has no effect afterwards, not even on the password', async () => {
    await ensureAdministrator({ email: 'ops@office.example', password: PASSWORD });
    await ensureAdministrator({ email: 'ops@office.example', password: 'another password 42' });
    expect((await signIn('ops@office.example')).status).toBe(200);
    expect((await signIn('ops@office.example', 'another password 42')).status).toBe(401);
  });

  it('is refused with a line that names the variables', async () => {
    await expect(ensureAdministrator({ email: 'ops@office.example', password: 'short' })).rejects.toThrow(/^YAGURA_ADMIN_EMAIL and YAGURA_ADMIN_PASSWORD: password: must have at least 12/);
  });
});
