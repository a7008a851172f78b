import { describe, expect, it } from 'vitest';
import { authenticateApiKey } from '@/lib/access/authenticate-api-key';
import { createApiKey } from '@/lib/access/create-api-key';
import { listApiKeys } from '@/lib/access/list-api-keys';
import { revokeApiKey } from '@/lib/access/revoke-api-key';
import { hashToken, newToken, readToken } from '@/lib/access/tokens';
import type { Clock } from '@/lib/platform/clock';
import { createSource } from '@/lib/settings/create-source';
import { newTenant, withDatabase } from '../../support/database';

const db = withDatabase();
const START = Date.parse('2026-03-02T00:00:00Z');
const clockAt = (ms: number): Clock => ({ now: () => new Date(ms) });
const DAY_MS = 86_400_000;

const withBearer = (value: string | undefined, scheme = 'Bearer'): Request => new Request('http://localhost:3000/v3.0/x', { headers: value === undefined ? {} : { authorization: `${scheme} ${value}` } });
const use = (value: string, at = Date.now()) => authenticateApiKey(withBearer(value), clockAt(at));
const refused = { code: 'unauthenticated' };

describe('an API key', () => {
  it('speaks for its tenant in its role', async () => {
    const { ctx, tenantId } = await newTenant();
    const { key, value } = await createApiKey(ctx(), { name: 'Ticket system', role: 'SOAR' });
    expect(await use(value)).toEqual({ tenantId, actor: { kind: 'key', id: key.id, name: 'Ticket system', role: 'SOAR' } });
  });

  it('is stored as a hash and shown once', async () => {
    const { ctx, tenantId } = await newTenant();
    const { value } = await createApiKey(ctx(), { name: 'k', role: 'SIEM' });
    const stored = await db.sql<{ hash: Buffer }>('SELECT hash FROM api_key WHERE tenant_id = $1', [tenantId]);
    expect(stored[0]?.hash.equals(hashToken(value))).toBe(true);
    const secret = value.slice(12);
    expect(JSON.stringify(await listApiKeys(ctx()))).not.toContain(secret);
    for (const table of ['api_key', 'audit']) expect(await db.sql(`SELECT 1 FROM ${table} t WHERE t::text LIKE $1`, [`%${secret}%`])).toEqual([]);
  });

  it('is refused when unknown, altered, of another kind or no key at all', async () => {
    const { ctx, tenantId } = await newTenant();
    const { value } = await createApiKey(ctx(), { name: 'k', role: 'SIEM' });
    const { ingestToken } = await createSource(ctx(), { name: 'PCs', product: 'windows' });
    const altered = `${value.slice(0, -1)}${value.endsWith('A') ? 'B' : 'A'}`;
    for (const bad of [newToken('ygk', tenantId).text, altered, ingestToken, 'ygk_zzzzzz_x', `ygk_zzzzzz_${'A'.repeat(43)}`, `ygk_1_${'A'.repeat(43)}`, 'x']) await expect(use(bad)).rejects.toMatchObject(refused);
    await expect(authenticateApiKey(withBearer(undefined))).rejects.toMatchObject(refused);
    await expect(authenticateApiKey(withBearer(value, 'Basic'))).rejects.toMatchObject(refused);
  });

  it('does not open another tenant, even with that tenant\'s number written into it', async () => {
    const [own, foreign] = [await newTenant(), await newTenant()];
    const { value } = await createApiKey(own.ctx(), { name: 'k', role: 'Master Administrator' });
    await expect(use(value.replace(/^ygk_[0-9a-z]+_/, `ygk_${foreign.tenantId.toString(36)}_`))).rejects.toMatchObject(refused);
  });

  it('ends when it expires, to the moment', async () => {
    const { ctx } = await newTenant();
    const { key, value } = await createApiKey(ctx('Master Administrator', clockAt(START)), { name: 'k', role: 'SIEM', monthsToExpiration: 1 });
    expect(key.expiresAt).toBe('2026-04-02T00:00:00.000Z');
    await expect(use(value, START + 31 * DAY_MS - 1)).resolves.toBeDefined();
    await expect(use(value, START + 31 * DAY_MS)).rejects.toMatchObject(refused);
  });

  it('is refused once revoked, and revoking it again changes nothing', async () => {
    const { ctx, tenantId } = await newTenant();
    const { key, value } = await createApiKey(ctx(), { name: 'k', role: 'SIEM' });
    await revokeApiKey(ctx(), { id: key.id });
    await revokeApiKey(ctx(), { id: key.id });
    await expect(use(value)).rejects.toMatchObject(refused);
    expect((await listApiKeys(ctx()))[0]?.revokedAt).not.toBeNull();
    expect(await db.sql('SELECT action, object_id, actor_name FROM audit WHERE tenant_id = $1 ORDER BY id', [tenantId])).toEqual([
      { action: 'api_key.created', object_id: String(key.id), actor_name: 'Aiko Test' }, { action: 'api_key.revoked', object_id: String(key.id), actor_name: 'Aiko Test' },
    ]);
  });

  it('of another tenant can be neither seen nor revoked', async () => {
    const [own, foreign] = [await newTenant(), await newTenant()];
    const { key, value } = await createApiKey(foreign.ctx(), { name: 'theirs', role: 'SIEM' });
    expect(await listApiKeys(own.ctx())).toEqual([]);
    await expect(revokeApiKey(own.ctx(), { id: key.id })).rejects.toMatchObject({ code: 'not_found' });
    await expect(use(value)).resolves.toMatchObject({ tenantId: foreign.tenantId });
  });

  it('notes its last use at most once a minute', async () => {
    const { ctx } = await newTenant();
    const { value } = await createApiKey(ctx('Master Administrator', clockAt(START)), { name: 'k', role: 'SIEM' });
    const lastUsed = async () => (await listApiKeys(ctx()))[0]?.lastUsedAt;
    expect(await lastUsed()).toBeNull();
    for (const [atMs, noted] of [[0, 0], [59_000, 0], [60_000, 60_000], [61_000, 60_000]] as const) {
      await use(value, START + atMs);
      expect(await lastUsed()).toBe(new Date(START + noted).toISOString());
    }
  });

  it.each([
    ['no name', { name: ' ', role: 'SIEM' }, 'name'],
    ['a role that does not exist', { name: 'k', role: 'root' }, 'role'],
    ['no end in sight', { name: 'k', role: 'SIEM', monthsToExpiration: 61 }, 'monthsToExpiration'],
    ['half a month', { name: 'k', role: 'SIEM', monthsToExpiration: 0.5 }, 'monthsToExpiration'],
    ['a field that does not belong', { name: 'k', role: 'SIEM', tenantId: 1 }, 'body'],
  ])('is not made with %s', async (_what, input, field) => {
    const { ctx } = await newTenant();
    await expect(createApiKey(ctx(), input)).rejects.toMatchObject({ code: 'bad_request', fields: { [field]: expect.any(String) as string } });
    expect(await listApiKeys(ctx())).toEqual([]);
  });
});

describe('a token', () => {
  it('reads back the kind and tenant that it was made for, up to the largest tenant number', () => {
    for (const tenantId of [1, 35, 36, 2_147_483_647]) for (const kind of ['ygi', 'ygk'] as const) {
      const made = newToken(kind, tenantId);
      expect(readToken(made.text)).toEqual({ kind, tenantId, hash: made.hash });
    }
    expect(readToken(`ygk_zzzzzz_${'A'.repeat(43)}`), 'a number that no tenant can have').toBeUndefined();
  });
});
