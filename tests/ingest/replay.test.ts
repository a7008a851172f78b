import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { pruneAcceptedBatches } from '../../lib/ingest/prune-accepted-batches';
import { newTenant, withDatabase } from '../support/database';
import { ndjson, newSource, processStart, send, type TestSource } from './sender';

const database = withDatabase();

const freshSource = async (): Promise<TestSource> => newSource((await newTenant()).tenantId);
const counts = (tenantId: number) => database.sql(
  `SELECT (SELECT count(*)::int FROM chunk WHERE tenant_id = $1) AS chunks, (SELECT coalesce(sum(rows), 0)::int FROM activity_segment WHERE tenant_id = $1) AS activities,
    (SELECT count(*)::int FROM reject WHERE tenant_id = $1) AS rejects, (SELECT sum(replays)::int FROM accepted_batch WHERE tenant_id = $1) AS replays`, [tenantId]);

const body = ndjson([processStart(1), processStart(2)]) + '{"broken\n';

describe('the same bytes of the same source are stored once', () => {
  it('a replay answers as the first time, marked as a duplicate, and stores nothing', async () => {
    const source = await freshSource();
    const first = await send(source, body);
    const again = await send(source, body);
    expect(again).toEqual({ ...first, duplicate: true });
    expect(await counts(source.tenantId)).toEqual([{ chunks: 1, activities: 2, rejects: 1, replays: 1 }]);
  });

  it('the inflated bytes decide: packed in another way they are the same body', async () => {
    const source = await freshSource();
    await send(source, body);
    expect(await send(source, gzipSync(body, { level: 1 }))).toMatchObject({ duplicate: true });
    expect(await send(source, gzipSync(body, { level: 9 }))).toMatchObject({ duplicate: true });
  });

  it('sent many times at once, one is stored and all get its answer', async () => {
    const source = await freshSource();
    const answers = await Promise.all(Array.from({ length: 6 }, () => send(source, body)));
    expect(answers.filter((answer) => !answer.duplicate)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.chunk)).size).toBe(1);
    expect(await counts(source.tenantId)).toEqual([{ chunks: 1, activities: 2, rejects: 1, replays: 5 }]);
  });

  it('another source and another tenant may send the same bytes', async () => {
    const one = await freshSource();
    const sibling = await newSource(one.tenantId);
    const other = await freshSource();
    for (const source of [one, sibling, other]) expect(await send(source, body)).toMatchObject({ duplicate: false, stored: 2 });
  });

  it('after a day the answer is forgotten and the bytes count as new', async () => {
    const source = await freshSource();
    const first = await send(source, body);
    await database.sql("UPDATE accepted_batch SET received_at = received_at - interval '24 hours 1 second' WHERE tenant_id = $1", [source.tenantId]);
    const later = await send(source, body);
    expect(later).toMatchObject({ duplicate: false, stored: 2 });
    expect(later.chunk).not.toBe(first.chunk);
    expect(await send(source, body)).toEqual({ ...later, duplicate: true });
  });

  it('the job that forgets old answers leaves those of the last day', async () => {
    const source = await freshSource();
    await send(source, body);
    await send(source, ndjson([processStart(9)]));
    await database.sql("UPDATE accepted_batch SET received_at = received_at - interval '25 hours' WHERE tenant_id = $1 AND (answer->>'stored')::int = 1", [source.tenantId]);
    await pruneAcceptedBatches();
    expect(await database.sql("SELECT answer->'stored' AS stored FROM accepted_batch WHERE tenant_id = $1", [source.tenantId])).toEqual([{ stored: 2 }]);
  });
});
