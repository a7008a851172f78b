import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetIngestTokens } from '../../lib/ingest/token-store';
import { withDatabase } from '../support/database';
import { DatabaseProxy } from '../support/database-proxy';
import { withoutRoom, withRouteServer } from './dialect-server';
import { CHANNEL, hec, newHecSource } from './hec-sender';
import { storedCounts } from './stored-bodies';

const database = withDatabase();
const server = withRouteServer();
let proxy: DatabaseProxy;
beforeAll(async () => {
  proxy = new DatabaseProxy(new URL(database.url()));
  await proxy.open();
  process.env['DATABASE_URL'] = proxy.url;
});
afterAll(() => proxy.close());

const BUSY = { status: 503, body: { text: 'Server is busy', code: 9 } };
const BODY = '{"event":"one"}{"event":"two"}';

describe('Splunk HEC: over the limit', () => {
  it('503, 9: no room; the same body is taken later', async () => {
    const source = await newHecSource();
    for (const room of [{}, { batches: 1, bytes: 10 }]) expect(await withoutRoom(() => hec(server.url('/services/collector'), source, BODY), room)).toEqual(BUSY);
    expect(await storedCounts(database, source.tenantId)).toMatchObject({ chunks: 0 });
    expect((await hec(server.url('/services/collector'), source, BODY)).status).toBe(200);
  });

  it('503, 9: the database is away, before the token is known, and between commit and acknowledgement', async () => {
    const source = await newHecSource();
    const headers = { 'x-splunk-request-channel': CHANNEL };
    expect((await hec(server.url('/services/collector'), source, '{"event":"first"}', { headers })).body.ackId).toBe(0);
    await proxy.close();
    expect(await hec(server.url('/services/collector'), source, BODY)).toEqual(BUSY);
    forgetIngestTokens();
    expect(await hec(server.url('/services/collector'), source, BODY)).toEqual(BUSY);
    expect(await hec(server.url('/services/collector/health'), source, null, { method: 'GET' })).toEqual({ status: 503, body: { text: 'HEC is unhealthy, queues are full', code: 18 } });
    await proxy.open();
    proxy.cutOnce({ application: 'yagura-yagura_app', marker: 'UPDATE hec_channel', when: 'before' });
    expect(await hec(server.url('/services/collector'), source, BODY, { headers })).toEqual(BUSY);
    expect((await hec(server.url('/services/collector'), source, BODY, { headers })).body.ackId).toBe(1);
    expect(await storedCounts(database, source.tenantId)).toMatchObject({ stored: 3, chunks: 2 });
  });
});
