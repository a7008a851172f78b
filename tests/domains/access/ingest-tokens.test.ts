import { describe, expect, it } from 'vitest';
import { hashToken } from '@/lib/access/tokens';
import { createSource } from '@/lib/settings/create-source';
import { rotateIngestToken } from '@/lib/settings/rotate-ingest-token';
import { newTenant, withDatabase } from '../../support/database';

const db = withDatabase();
const hashes = async (tenantId: number, live: boolean): Promise<string[]> =>
  (await db.sql<{ hash: Buffer }>(`SELECT hash FROM ingest_token WHERE tenant_id = $1 AND revoked_at IS ${live ? 'NULL' : 'NOT NULL'}`, [tenantId])).map((row) => row.hash.toString('hex'));
const hex = (token: string): string => hashToken(token).toString('hex');

describe('an ingest token', () => {
  it('is stored as a hash and appears nowhere else', async () => {
    const { ctx, tenantId } = await newTenant();
    const { ingestToken } = await createSource(ctx(), { name: '本社', product: 'zeek' });
    expect(await hashes(tenantId, true)).toEqual([hex(ingestToken)]);
    for (const table of ['ingest_token', 'source', 'audit']) expect(await db.sql(`SELECT 1 FROM ${table} t WHERE t::text LIKE $1`, [`%${ingestToken.slice(12)}%`])).toEqual([]);
  });

  it('is replaced by a new one, which is the only one that still holds', async () => {
    const { ctx, tenantId } = await newTenant();
    const first = await createSource(ctx(), { name: 'PCs', product: 'windows' });
    const second = await rotateIngestToken(ctx(), { id: first.id });
    expect(second).toMatchObject({ id: first.id, name: 'PCs', product: 'windows' });
    expect(await hashes(tenantId, true)).toEqual([hex(second.ingestToken)]);
    expect(await hashes(tenantId, false)).toEqual([hex(first.ingestToken)]);
    expect((await db.sql<{ action: string }>('SELECT action FROM audit WHERE tenant_id = $1 ORDER BY id', [tenantId])).map((row) => row.action)).toEqual(['source.created', 'source.token_rotated']);
  });

  it('of another tenant\'s source cannot be replaced', async () => {
    const [own, foreign] = [await newTenant(), await newTenant()];
    const { id, ingestToken } = await createSource(foreign.ctx(), { name: 'PCs', product: 'windows' });
    await expect(rotateIngestToken(own.ctx(), { id })).rejects.toMatchObject({ code: 'not_found' });
    expect(await hashes(foreign.tenantId, true)).toEqual([hex(ingestToken)]);
  });

  it.each([[{ name: '', product: 'windows' }], [{ name: 'PCs', product: 'toaster' }], [{ name: 'x'.repeat(101), product: 'zeek' }], ['PCs'], [null]])('is not made for the source %j', async (input) => {
    const { ctx, tenantId } = await newTenant();
    await expect(createSource(ctx(), input)).rejects.toMatchObject({ code: 'bad_request' });
    expect(await hashes(tenantId, true)).toEqual([]);
  });
});
