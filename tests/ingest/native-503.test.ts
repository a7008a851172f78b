import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { forgetIngestTokens } from '../../lib/ingest/token-store';
import { newTenant, withDatabase } from '../support/database';
import { DatabaseProxy } from '../support/database-proxy';
import { ndjson, newSource, post, processStart, refusal, send, type TestSource } from './sender';

const database = withDatabase();
let proxy: DatabaseProxy;
let source: TestSource;

beforeAll(async () => {
  proxy = new DatabaseProxy(new URL(database.url()));
  await proxy.open();
  process.env['DATABASE_URL'] = proxy.url;
});
beforeEach(async () => {
  source = await newSource((await newTenant()).tenantId);
});
afterAll(() => proxy.close());

const body = ndjson([processStart(1), processStart(2)]);
const storedChunks = () => database.sql('SELECT sequence::int, stored FROM chunk WHERE tenant_id = $1', [source.tenantId]);
const storedOrdinals = () => database.sql('SELECT n FROM activity_segment, generate_series(0, rows - 1) AS n WHERE tenant_id = $1', [source.tenantId]);

async function expectBusy(response: Response): Promise<void> {
  expect(response.headers.get('retry-after')).toBe('5');
  expect(await refusal(response)).toMatchObject({ status: 503, code: 'busy', message: expect.stringMatching(/database does not answer/) });
}

/** Loses the connection at `marker`, then sends the same bytes again as a sender does. */
async function sendThroughCut(marker: string, when: 'before' | 'after'): Promise<{ duplicate: boolean }> {
  await send(source, ndjson([processStart(99)])); // the connection and the token are there before
  proxy.cutOnce({ application: 'yagura-yagura_ingest', marker, when });
  await expectBusy(await post(source, body));
  return send(source, body);
}

describe('when PostgreSQL goes away nothing is acknowledged, the sender is asked to come back, and nothing is lost or stored twice', () => {
  it('before a request: 503 with Retry-After, and the server recovers by itself', async () => {
    await send(source, ndjson([processStart(99)]));
    await proxy.close();
    await expectBusy(await post(source, body));
    forgetIngestTokens();
    await expectBusy(await post(source, body)); // not even the token can be looked up
    await proxy.open();
    expect(await send(source, body)).toMatchObject({ stored: 2, duplicate: false });
  });

  it('in the middle of the rows', async () => {
    expect(await sendThroughCut('INSERT INTO activity_segment', 'after')).toMatchObject({ duplicate: false });
    expect(await storedOrdinals()).toHaveLength(3);
  });

  it('when the chunk is written', async () => {
    expect(await sendThroughCut('INSERT INTO chunk', 'before')).toMatchObject({ duplicate: false });
    expect(await storedChunks()).toEqual([{ sequence: 1, stored: 1 }, { sequence: 2, stored: 2 }]);
  });

  it('just before the commit', async () => {
    expect(await sendThroughCut('COMMIT', 'before')).toMatchObject({ duplicate: false });
    expect(await storedOrdinals()).toHaveLength(3);
  });

  it('after the commit, when only its confirmation is lost: the second sending is known as a replay', async () => {
    expect(await sendThroughCut('pg_notify', 'before')).toMatchObject({ duplicate: false });
    const other = source;
    source = await newSource(other.tenantId);
    expect(await sendThroughCut('COMMIT', 'after')).toMatchObject({ duplicate: true, stored: 2 });
    expect(await storedOrdinals()).toHaveLength(6);
    expect(await storedChunks()).toHaveLength(4);
  });
});
