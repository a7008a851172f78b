import { beforeAll, describe, expect, it } from 'vitest';
import { createApiKey } from '@/lib/access/create-api-key';
import { listApiKeys } from '@/lib/access/list-api-keys';
import { revokeApiKey } from '@/lib/access/revoke-api-key';
import type { Context } from '@/lib/platform/context';
import { ROLES, type Role } from '@/lib/platform/permissions';
import { createSource } from '@/lib/settings/create-source';
import { rotateIngestToken } from '@/lib/settings/rotate-ingest-token';
import { createTenant } from '@/lib/users/create-tenant';
import { newTenant, withDatabase } from '../../support/database';
import { newPerson } from './people';

const db = withDatabase();
// The user that the contexts of the tests speak for: the first of this database.
beforeAll(async () => { expect((await newPerson([{ tenantId: (await newTenant()).tenantId }])).id).toBe(1); });

/** Written out apart from the product's own table: who may do what, one line per verb. */
const MAY: Readonly<Record<string, { roles: readonly Role[]; run: (ctx: Context, made: { source: number; key: number }) => Promise<unknown> }>> = {
  createTenant: { roles: ['Master Administrator'], run: (ctx) => createTenant(ctx, { name: 'New' }) },
  createSource: { roles: ['Master Administrator', 'Operator'], run: (ctx) => createSource(ctx, { name: 'PCs', product: 'windows' }) },
  rotateIngestToken: { roles: ['Master Administrator', 'Operator'], run: (ctx, { source }) => rotateIngestToken(ctx, { id: source }) },
  createApiKey: { roles: ['Master Administrator'], run: (ctx) => createApiKey(ctx, { name: 'k', role: 'SIEM' }) },
  revokeApiKey: { roles: ['Master Administrator'], run: (ctx, { key }) => revokeApiKey(ctx, { id: key }) },
  listApiKeys: { roles: ['Master Administrator', 'Auditor'], run: (ctx) => listApiKeys(ctx) },
};

const outcome = async (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (thrown: { code?: string }) => thrown.code ?? String(thrown));

describe.each(Object.entries(MAY))('%s', (_verb, { roles, run }) => {
  it.each(ROLES)('decides as written for the role %s', async (role) => {
    const tenant = await newTenant();
    const made = { source: (await createSource(tenant.ctx(), { name: 'PCs', product: 'windows' })).id, key: (await createApiKey(tenant.ctx(), { name: 'k', role: 'SIEM' })).key.id };
    const before = await db.sql('SELECT id FROM audit WHERE tenant_id = $1', [tenant.tenantId]);
    const expected = roles.includes(role) ? 'done' : 'forbidden';
    expect(await outcome(run(tenant.ctx(role), made)), 'as a user').toBe(expected);
    if (expected === 'forbidden') expect(await db.sql('SELECT id FROM audit WHERE tenant_id = $1', [tenant.tenantId])).toEqual(before);
    const asKey: Context = { ...tenant.ctx(), actor: { kind: 'key', id: 1, name: 'key', role } };
    expect(await outcome(run(asKey, made)), 'as an API key').toBe(expected);
  });

  it('is refused to a source', async () => {
    const tenant = await newTenant();
    expect(await outcome(run({ ...tenant.ctx(), actor: { kind: 'source', id: 1, name: 'PCs' } }, { source: 1, key: 1 }))).toBe('forbidden');
  });
});
