import { describe, expect, it } from 'vitest';
import { createSource } from '@/lib/settings/create-source';
import { rotateIngestToken } from '@/lib/settings/rotate-ingest-token';
import { sourceArrivals } from '@/lib/settings/source-arrivals';
import { ndjson, post, processStart } from '../../ingest/sender';
import { newTenant, withDatabase } from '../../support/database';

withDatabase();

describe('a source that is being set up', () => {
  it('shows nothing, then what has come with the token that was shown, and as what it was understood', async () => {
    const { ctx } = await newTenant();
    const source = await createSource(ctx(), { name: 'PCs', product: 'windows' });
    expect(await sourceArrivals(ctx(), { id: source.id })).toEqual({ received: 0, rejected: 0, lastSeen: null, kinds: [], first: null, reject: null });
    const body = `${ndjson([processStart(1), processStart(2), { hello: 'world' }])}{"broken\n`;
    expect((await post({ token: source.ingestToken }, body)).status).toBe(200);
    const arrivals = await sourceArrivals(ctx('Analyst'), { id: String(source.id) });
    expect(arrivals).toMatchObject({ received: 4, rejected: 1, lastSeen: expect.any(String) as string });
    expect(arrivals.first).toMatchObject({ family: 'windows', kind: 'process_start', fields: expect.arrayContaining([{ name: 'endpointName', value: 'PC-SATO.koyama.example' }]) as unknown });
    expect(arrivals.reject).toMatchObject({ excerpt: '{"broken' });
    expect(arrivals.kinds).toEqual([{ family: 'windows', kind: 'process_start', count: 2 }, { family: 'unparsed', kind: 'other', count: 1 }]);
  });

  it('takes records with a replaced token', async () => {
    const { ctx } = await newTenant();
    const source = await createSource(ctx(), { name: 'PCs', product: 'windows' });
    const { ingestToken } = await rotateIngestToken(ctx(), { id: source.id });
    expect((await post({ token: ingestToken }, ndjson([processStart(1)]))).status).toBe(200);
    expect((await post({ token: source.ingestToken }, ndjson([processStart(2)]))).status).toBe(401);
  });

  it('of another tenant is not there', async () => {
    const [own, foreign] = [await newTenant(), await newTenant()];
    const { id } = await createSource(foreign.ctx(), { name: 'PCs', product: 'windows' });
    for (const asked of [id, 2_147_483_647]) await expect(sourceArrivals(own.ctx(), { id: asked })).rejects.toMatchObject({ code: 'not_found' });
    for (const asked of ['x', -1, 2_147_483_648]) await expect(sourceArrivals(own.ctx(), { id: asked })).rejects.toMatchObject({ code: 'bad_request' });
  });
});
