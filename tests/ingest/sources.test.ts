import { describe, expect, it } from 'vitest';
import { firstRecord } from '../../lib/ingest/first-record';
import { listSources } from '../../lib/ingest/list-sources';
import { readRecord } from '../../lib/ingest/read-record';
import { ROLES } from '../../lib/platform/permissions';
import { newTenant, withDatabase } from '../support/database';
import { ndjson, newSource, processStart, send } from './sender';

withDatabase();

describe('a source shows what came from it', () => {
  it('counts received, stored, rejected, duplicates, bytes and families, each source its own', async () => {
    const { tenantId, ctx } = await newTenant();
    const busy = await newSource(tenantId, { clockSkewSeconds: 60 });
    const silent = await newSource(tenantId);
    const first = `${ndjson([processStart(1), { colour: 'blue' }])}{"broken\n`;
    await send(busy, first);
    await send(busy, first);
    await send(busy, ndjson([processStart(2)]));
    const [one, two] = await listSources(ctx('Analyst'));
    expect(one).toMatchObject({
      id: busy.sourceId, name: 'Endpoints', clockSkewSeconds: 60, received: 4, stored: 3, rejected: 1, duplicates: 1, batches: 2, families: { windows: 2, unparsed: 1 },
      bodyBytes: first.length + ndjson([processStart(2)]).length, lastSeen: expect.stringMatching(/Z$/),
    });
    expect(two).toMatchObject({ id: silent.sourceId, received: 0, stored: 0, rejected: 0, duplicates: 0, batches: 0, families: {}, lastSeen: null });
  });

  it('the first record is there as soon as one is stored, and leads to its original', async () => {
    const { tenantId, ctx } = await newTenant();
    const source = await newSource(tenantId);
    expect(await firstRecord(ctx(), source.sourceId)).toBeUndefined();
    await send(source, '{"broken\n');
    expect(await firstRecord(ctx(), source.sourceId)).toBeUndefined();
    await send(source, ndjson([processStart(1), processStart(2)]));
    const first = await firstRecord(ctx(), source.sourceId);
    expect(first).toMatchObject({ family: 'windows', kind: 'process_start', endpointName: 'PC-SATO.koyama.example', accountName: 'KOYAMA\\sato' });
    expect((await readRecord(ctx(), first?.uuid ?? '')).text).toBe(JSON.stringify(processStart(1)));
  });

  it('every role may look; a source itself may not read records', async () => {
    const { ctx, tenantId } = await newTenant();
    for (const role of ROLES) await expect(listSources(ctx(role)), role).resolves.toEqual([]);
    const asSource = { ...ctx(), actor: { kind: 'source' as const, id: 1, name: 'x' }, tenantId };
    await expect(listSources(asSource)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(readRecord(asSource, 'x')).rejects.toMatchObject({ code: 'forbidden' });
  });
});
