import { describe, expect, it } from 'vitest';
import { GET, POST } from '@/app/api/console/session/route';
import { authenticateApiKey } from '@/lib/access/authenticate-api-key';
import { readToken } from '@/lib/access/tokens';
import { createTenantForCli } from '@/lib/cli/tenant';
import { createTenant } from '@/lib/users/create-tenant';
import { sessionIdentity } from '@/lib/users/session-identity';
import { newTenant, withDatabase } from '../../support/database';
import { consoleRequest, cookieOf, newPerson, signIn } from './people';

const db = withDatabase();
const noParams = { params: Promise.resolve({}) };

const enter = (cookie: string, tenantId: unknown) => POST(consoleRequest('/api/console/session', { method: 'POST', cookie, body: { tenantId } }), noParams);

describe('the tenant of a session', () => {
  it('is the first membership, then the chosen one, in the role held there', async () => {
    const [a, b] = [await newTenant(), await newTenant()];
    const person = await newPerson([{ tenantId: a.tenantId, role: 'Auditor' }, { tenantId: b.tenantId, role: 'Operator' }]);
    const cookie = cookieOf(await signIn(person.email));
    expect(await sessionIdentity(new Headers({ cookie }))).toMatchObject({ tenantId: a.tenantId, actor: { role: 'Auditor' } });
    expect((await enter(cookie, String(b.tenantId))).status).toBe(200);
    expect(await (await GET(consoleRequest('/api/console/session', { cookie }), noParams)).json()).toMatchObject({ tenantId: b.tenantId, role: 'Operator', user: { id: person.id } });
    expect(await db.sql("SELECT actor_id, before FROM audit WHERE tenant_id = $1 AND action = 'tenant.entered'", [b.tenantId])).toEqual([{ actor_id: String(person.id), before: { tenantId: a.tenantId } }]);
  });

  it('cannot be one that the user does not belong to', async () => {
    const [own, foreign] = [await newTenant(), await newTenant()];
    const cookie = cookieOf(await signIn((await newPerson([{ tenantId: own.tenantId }])).email));
    for (const id of [foreign.tenantId, 2_000_000_000]) expect((await enter(cookie, id)).status).toBe(404);
    for (const id of [0, -1, 'x', null, {}]) expect((await enter(cookie, id)).status).toBe(400);
    expect(await sessionIdentity(new Headers({ cookie }))).toMatchObject({ tenantId: own.tenantId });
  });

  it('falls back to the first membership when the user has left the chosen one', async () => {
    const [a, b] = [await newTenant(), await newTenant()];
    const person = await newPerson([{ tenantId: a.tenantId }, { tenantId: b.tenantId }]);
    const cookie = cookieOf(await signIn(person.email));
    await enter(cookie, b.tenantId);
    await db.sql('DELETE FROM membership WHERE tenant_id = $1 AND user_id = $2', [b.tenantId, person.id]);
    expect(await sessionIdentity(new Headers({ cookie }))).toMatchObject({ tenantId: a.tenantId, tenants: [{ id: a.tenantId }] });
  });

  it('is none for a user without membership, or with a role that does not exist', async () => {
    const { tenantId } = await newTenant(), person = await newPerson([{ tenantId }]);
    const cookie = cookieOf(await signIn(person.email));
    await db.sql("UPDATE membership SET role = 'owner' WHERE user_id = $1", [person.id]);
    await expect(sessionIdentity(new Headers({ cookie }))).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('a new tenant', () => {
  it('belongs to its creator and to those who run the installation', async () => {
    const [first] = await db.sql<{ id: number }>('SELECT t.id FROM tenant t JOIN membership m ON m.tenant_id = t.id ORDER BY t.id LIMIT 1');
    const operator = await newPerson([{ tenantId: first?.id ?? 0, role: 'Master Administrator' }]);
    const other = await newTenant(), creator = await newPerson([{ tenantId: other.tenantId, role: 'Master Administrator' }]);
    const ctx = other.ctx();
    const made = await createTenant({ ...ctx, actor: { kind: 'user', id: creator.id, name: 'Ren Test', role: 'Master Administrator' } }, { name: '  大阪 支社  ' });
    expect(made.name).toBe('大阪 支社');
    const members = await db.sql<{ user_id: number; role: string }>('SELECT user_id, role FROM membership WHERE tenant_id = $1', [made.id]);
    expect(members.map((m) => m.user_id)).toEqual(expect.arrayContaining([operator.id, creator.id]));
    expect(new Set(members.map((m) => m.role))).toEqual(new Set(['Master Administrator']));
    expect(await db.sql('SELECT action, tenant_id FROM audit WHERE tenant_id = $1', [made.id])).toEqual([{ action: 'tenant.created', tenant_id: made.id }]);
  });

  it('comes from the command with exactly its number, an ingest token and an API key of the role', async () => {
    const made = await createTenantForCli({ name: 'Nagoya', role: 'SOAR' });
    expect(Object.keys(made)).toEqual(['tenant', 'ingestToken', 'apiKey']);
    expect(readToken(made.ingestToken)).toMatchObject({ kind: 'ygi', tenantId: made.tenant });
    const request = new Request('http://localhost:3000/v3.0/x', { headers: { authorization: `Bearer ${made.apiKey}` } });
    expect(await authenticateApiKey(request)).toMatchObject({ tenantId: made.tenant, actor: { kind: 'key', role: 'SOAR' } });
    await expect(createTenantForCli({ name: 'Kobe', role: 'root' })).rejects.toThrow('There is no role "root". Roles: Master Administrator,');
  });
});
