import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetIngestTokens } from '../../lib/ingest/token-store';
import { withDatabase } from '../support/database';
import { DatabaseProxy } from '../support/database-proxy';
import { bulk, lines, newBulkSource, statuses, type BulkAnswer } from './bulk-sender';
import { withoutRoom, withRouteServer } from './dialect-server';
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

const BODY = lines({ create: { _index: 'logs', _id: 'a' } }, { m: 1 }, { index: {} }, { m: 2 }, { update: {} }, {}, { delete: { _id: 'x' } }, { create: {} }, { m: 3, long: 'x'.repeat(50_000) });

function expectTurnedAway(answer: BulkAnswer): void {
  expect([answer.status, answer.errors]).toEqual([200, true]);
  expect(answer.text).toContain('"errors":true');
  expect(answer.items.map(({ operation }) => operation)).toEqual(['create', 'index', 'update', 'delete', 'create']);
  expect(statuses(answer)).toEqual([429, 429, 429, 429, 429]);
  expect(answer.items[0]?.fate).toMatchObject({ _index: 'logs', _id: 'a', error: { type: 'es_rejected_execution_exception' } });
}

describe('Elasticsearch bulk: over the limit each item is answered 429, in its place, and nothing is stored', () => {
  it('no room for a batch, or for its bytes, found out at any piece; gzip or not', async () => {
    const source = await newBulkSource();
    for (const gzip of [false, true]) {
      for (const room of [{}, { batches: 1, bytes: 10 }, { batches: 1, bytes: 120 }]) expectTurnedAway(await withoutRoom(() => bulk(server.url('/logs/_bulk'), source, BODY, { gzip }), room));
    }
    expect(await storedCounts(database, source.tenantId)).toMatchObject({ chunks: 0 });
    expect(statuses(await bulk(server.url('/_bulk'), source, BODY))).toEqual([201, 201, 400, 400, 201]);
  });

  it('the database is away: before the token is known, before the rows are made, and before they are committed', async () => {
    const source = await newBulkSource();
    await bulk(server.url('/_bulk'), source, lines({ create: {} }, { m: 0 }));
    await proxy.close();
    expectTurnedAway(await bulk(server.url('/_bulk'), source, BODY));
    forgetIngestTokens();
    expectTurnedAway(await bulk(server.url('/_bulk'), source, BODY, { gzip: true }));
    await proxy.open();
    for (const marker of ['INSERT INTO sent_document', 'COMMIT']) {
      proxy.cutOnce({ application: 'yagura-yagura_ingest', marker, when: 'before' });
      expectTurnedAway(await bulk(server.url('/_bulk'), source, BODY));
    }
    expect(statuses(await bulk(server.url('/_bulk'), source, BODY))).toEqual([201, 201, 400, 400, 201]);
    expect(await storedCounts(database, source.tenantId)).toMatchObject({ stored: 4, rejected: 2, chunks: 2 });
  });

  it('what is no bulk body gets the plain answer', async () => {
    const source = await newBulkSource();
    const answer = await withoutRoom(() => bulk(server.url('/_bulk'), source, new Uint8Array([0x1f, 0x8b, 1, 2, 3])));
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '1']);
  });
});
