import { describe, expect, it } from 'vitest';
import { pruneAcceptedBatches } from '../../lib/ingest/prune-accepted-batches';
import { replayNextChunk } from '../../lib/ingest/replay-chunks';
import { packRules } from '../../lib/rules/pack-rules';
import { withDatabase } from '../support/database';
import { bulk, lines, newBulkSource, statuses } from './bulk-sender';
import { storedRecords, withRouteServer } from './dialect-server';
import { storedCounts } from './stored-bodies';

const database = withDatabase();
const server = withRouteServer();
const doc = (id: string, extra: object = {}) => [{ create: { _index: 'logs', _id: id } }, { m: id, ...extra }] as const;

describe('Elasticsearch bulk: a document that came before with its _id is not stored again', () => {
  it('create: answered 409, in whatever batch it comes, at its own place', async () => {
    const source = await newBulkSource();
    expect(statuses(await bulk(server.url('/_bulk'), source, lines(...doc('a'), ...doc('b'))))).toEqual([201, 201]);
    const answer = await bulk(server.url('/_bulk'), source, lines(...doc('b'), ...doc('c'), ...doc('a', { other: true }), ...doc('d')));
    expect([answer.errors, statuses(answer)]).toEqual([true, [409, 201, 409, 201]]);
    const records = await storedRecords(database, source.ctx());
    expect(records.map(({ text }) => text)).toEqual(['a', 'b', 'c', 'd'].map((m) => JSON.stringify({ m })));
    expect(await storedCounts(database, source.tenantId)).toMatchObject({ received: 4, stored: 4, chunks: 2 });
  });

  it('index: the same document is answered 200; another one under the same id is a record of its own', async () => {
    const source = await newBulkSource();
    const body = (m: string, n: number) => lines({ index: { _id: 'a' } }, { m }, { index: {} }, { n });
    expect(statuses(await bulk(server.url('/_bulk'), source, body('one', 1)))).toEqual([201, 201]);
    const same = await bulk(server.url('/_bulk'), source, body('one', 2));
    expect([same.errors, statuses(same)]).toEqual([false, [200, 201]]);
    expect(statuses(await bulk(server.url('/_bulk'), source, body('two', 3)))).toEqual([201, 201]);
    expect(await storedCounts(database, source.tenantId)).toMatchObject({ stored: 5 });
  });

  it('within one body, and after a first one that was no document', async () => {
    const source = await newBulkSource();
    const answer = await bulk(server.url('/_bulk'), source, lines({ create: { _id: 'a' } }, 'broken', ...doc('a'), ...doc('a'), ...doc('b')));
    expect(answer.items.map(({ fate }) => fate.status)).toEqual([400, 201, 409, 201]);
    const again = await bulk(server.url('/_bulk'), source, lines({ create: { _index: 'logs', _id: 'z' } }, 'broken'));
    expect(statuses(again)).toEqual([400]);
    expect(statuses(await bulk(server.url('/_bulk'), source, lines(...doc('z'))))).toEqual([201]);
    expect(await storedCounts(database, source.tenantId)).toMatchObject({ stored: 3 });
  });

  it('when all were sent before nothing is stored, and when batches with the same documents come at once each is stored once', async () => {
    const source = await newBulkSource();
    const ids = Array.from({ length: 40 }, (_, i) => `id-${i}`);
    const bodies = [ids, ids.toReversed(), ids.slice(10), ids.slice(0, 30).toReversed()].map((list, n) => lines(...list.flatMap((id) => doc(id)), { create: {} }, { n }));
    const answers = await Promise.all(bodies.map((body) => bulk(server.url('/_bulk'), source, body)));
    expect(answers.flatMap((answer) => answer.items.slice(0, -1)).filter(({ fate }) => fate.status === 201)).toHaveLength(40);
    const texts = (await storedRecords(database, source.ctx())).map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts).toHaveLength(44);
    const none = await bulk(server.url('/_bulk'), source, lines(...doc('id-3'), ...doc('id-9')));
    expect(statuses(none)).toEqual([409, 409]);
    expect(await storedCounts(database, source.tenantId)).toMatchObject({ stored: 44 });
  });

  it('a chunk that is read again holds what was stored of its body', async () => {
    const source = await newBulkSource();
    await bulk(server.url('/_bulk'), source, lines(...doc('a'), ...doc('b')));
    await bulk(server.url('/_bulk'), source, lines(...doc('a'), ...doc('c'), { create: {} }, 'broken', ...doc('b'), ...doc('d')));
    const ctx = source.ctx(), rules = await packRules({ builtIn: false, without: [], sources: [], levels: {}, variables: {} });
    const replay = { rules, exceptions: undefined, sampleMax: 10 };
    const span = { from: new Date(Date.now() - 3_600_000), to: new Date(Date.now() + 3_600_000) };
    const first = await replayNextChunk(ctx, span, 0n, replay), second = await replayNextChunk(ctx, span, 1n, replay);
    expect([first?.records, second?.records]).toEqual([2, 2]);
  });

  it('ids belong to their source, and are known for a day', async () => {
    const source = await newBulkSource(), other = await newBulkSource();
    for (const each of [source, other]) expect(statuses(await bulk(server.url('/_bulk'), each, lines(...doc('a'))))).toEqual([201]);
    const known = () => database.sql('SELECT 1 FROM sent_document WHERE tenant_id = $1', [source.tenantId]);
    await pruneAcceptedBatches(new Date(Date.now() + 86_400_000 - 60_000));
    expect(await known()).toHaveLength(1);
    await pruneAcceptedBatches(new Date(Date.now() + 86_400_000 + 60_000));
    expect(await known()).toEqual([]);
    expect(statuses(await bulk(server.url('/_bulk'), source, lines(...doc('a'))))).toEqual([201]);
  });
});
