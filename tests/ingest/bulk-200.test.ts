import { describe, expect, it } from 'vitest';
import { withDatabase } from '../support/database';
import { storedActivities } from '../support/stored-activities';
import { bulk, lines, newBulkSource, statuses } from './bulk-sender';
import { storedRecords, withRouteServer } from './dialect-server';
import { processStart } from './sender';
import { storedCounts } from './stored-bodies';

const database = withDatabase();
const server = withRouteServer();

describe('Elasticsearch bulk: what is stored', () => {
  it('documents of create and index, at every address, gzip or not, by POST or PUT', async () => {
    const source = await newBulkSource();
    const body = (n: number) => lines({ create: { _index: 'winlog' } }, processStart(n), { index: {} }, { message: `note ${n}` });
    const answers = [
      await bulk(server.url('/_bulk?filter_path=items.*.error'), source, body(1)), await bulk(server.url('/logs-a/_bulk'), source, body(2), { gzip: true }),
      await bulk(server.url('/logs-a/_doc/_bulk'), source, body(3), { method: 'PUT' }),
    ];
    for (const answer of answers) expect([answer.status, answer.errors, statuses(answer)]).toEqual([200, false, [201, 201]]);
    expect(answers[1]?.items.map(({ operation, fate }) => [operation, fate._index])).toEqual([['create', 'winlog'], ['index', 'logs-a']]);
    expect(await storedCounts(database, source.tenantId)).toMatchObject({ received: 6, stored: 6, chunks: 3 });
    expect((await storedActivities(database, source.tenantId)).filter(({ family }) => family === 'windows')).toHaveLength(3);
  });

  it('each document byte for byte, without its action, and named by the id that it answers', async () => {
    const source = await newBulkSource();
    const odd = '{ "message" : "caf\\u00e9 日本",\t"n":1e3 }';
    const answer = await bulk(server.url('/_bulk'), source, `{"create":{}}\r\n${odd}\r\n\n{"index":{"_id":7}}\n{"message":"last, without a line end"}`);
    const records = await storedRecords(database, source.ctx());
    expect(records.map(({ text }) => text)).toEqual([odd, '{"message":"last, without a line end"}']);
    expect(answer.items.map(({ fate }) => fate._id)).toEqual([records[0]?.uuid, '7']);
  });

  it('answers in JSON without a space, in the content type that the client speaks, as Elasticsearch', async () => {
    const source = await newBulkSource();
    const answer = await bulk(server.url('/_bulk'), source, lines({ create: { _id: 'a' } }, { m: 1 }, { create: {} }, 'oops'), { headers: { 'content-type': 'application/vnd.elasticsearch+x-ndjson; compatible-with=8' } });
    expect(answer.text).toMatch(/^\{"took":\d+,"errors":true,"items":\[\{"create":\{"_index":"","_id":"a","_version":1,"result":"created","status":201\}\},/);
    expect(answer.headers.get('content-type')).toBe('application/vnd.elasticsearch+json;compatible-with=8');
    expect(answer.headers.get('x-elastic-product')).toBe('Elasticsearch');
    for (const type of ['application/x-ndjson', 'application/json; charset=utf-8', 'text/plain']) {
      const other = await bulk(server.url('/_bulk'), source, lines({ create: {} }, { type }), { headers: { 'content-type': type } });
      expect([other.status, other.headers.get('content-type')]).toEqual([200, 'application/json; charset=UTF-8']);
    }
  });

  it('a bad item costs itself alone, is answered 400 in its place, and is kept as a reject', async () => {
    const source = await newBulkSource();
    const answer = await bulk(server.url('/_bulk'), source, lines(
      { create: {} }, { m: 'good' }, { update: { _id: '1' } }, { doc: { m: 2 } }, { delete: { _id: '1' } }, { index: {} }, '{"broken":', 'no action', 'nor this', { create: {} }, [1], { index: {} }, { m: 'also good' },
    ));
    expect([answer.status, answer.errors]).toEqual([200, true]);
    expect(answer.items.map(({ operation, fate }) => [operation, fate.status, fate.error?.type])).toEqual([
      ['create', 201, undefined], ['update', 400, 'illegal_argument_exception'], ['delete', 400, 'illegal_argument_exception'], ['index', 400, 'document_parsing_exception'],
      ['index', 400, 'document_parsing_exception'], ['create', 400, 'document_parsing_exception'], ['index', 201, undefined],
    ]);
    expect(await storedCounts(database, source.tenantId)).toMatchObject({ received: 7, stored: 2, rejected: 5 });
    expect((await database.sql<{ index: number }>('SELECT index FROM reject WHERE tenant_id = $1 ORDER BY index', [source.tenantId])).map(({ index }) => index)).toEqual([1, 2, 3, 4, 5]);
  });

  it('the same body again is answered as the first time, item by item, and stored once', async () => {
    const source = await newBulkSource();
    await bulk(server.url('/_bulk'), source, lines({ create: { _id: 'old' } }, { m: 0 }));
    const body = lines({ create: {} }, { m: 1 }, { create: { _id: 'old' } }, { m: 0 }, { create: {} }, 'oops', { index: { _id: 'x' } }, { m: 2 });
    const first = await bulk(server.url('/_bulk'), source, body);
    const again = await bulk(server.url('/_bulk'), source, body, { gzip: true });
    expect(statuses(first)).toEqual([201, 409, 400, 201]);
    expect(again.items).toEqual(first.items);
    expect(await storedCounts(database, source.tenantId)).toMatchObject({ stored: 3, rejected: 1, chunks: 2 });
  });
});
