import { Client as ElasticClient } from '@elastic/elasticsearch';
import { Client as OpenSearchClient } from '@opensearch-project/opensearch';
import type { IncomingMessage } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { withDatabase } from '../support/database';
import { DatabaseProxy } from '../support/database-proxy';
import { restartableServer, until, type RestartableServer } from '../support/restartable-server';
import type { Fate } from '../support/route-server';
import { newBulkSource, type BulkTenant } from './bulk-sender';
import { withoutRoom } from './dialect-server';
import { send } from './sender';
import { storedCounts, storedLines } from './stored-bodies';

const database = withDatabase();
const ALL = Array.from({ length: 120 }, (_, i) => i);

interface Document { n: number; message: string }
interface Sent { failed: number; dropped: number[] }
interface SendOptions { ids?: boolean; retries?: number }
interface Client { send: (numbers: readonly number[], options?: SendOptions) => Promise<Sent>; close: () => Promise<void> }

const document = (n: number): Document => ({ n, message: `order ${n} took too long` });
/** How long a client waits for an answer, and how often it asks again. */
interface Patience { requestTimeout: number; maxRetries: number }
const PATIENT: Patience = { requestTimeout: 20_000, maxRetries: 5 };

/** What both helpers take: small batches, one at a time, and short waits. */
function bulkOptions(numbers: readonly number[], { ids = false, retries = 20 }: SendOptions, dropped: number[]) {
  return {
    datasource: numbers.map(document), flushBytes: 2_000, concurrency: 1, retries, wait: 10,
    onDocument: ({ n }: Document) => ({ create: { _index: 'orders', ...(ids ? { _id: `order-${n}` } : {}) } }),
    onDrop: ({ document: given, status }: { document: unknown; status: number }) => { if (status === 429) dropped.push((given as Document).n); },
  };
}

const CLIENTS: Readonly<Record<string, (url: string, token: string, patience: Patience) => Client>> = {
  '@elastic/elasticsearch': (url, token, patience) => {
    const client = new ElasticClient({ node: url, auth: { apiKey: Buffer.from(`yagura:${token}`).toString('base64') }, ...patience });
    return {
      send: async (numbers, options = {}) => {
        const dropped: number[] = [];
        const { failed } = await client.helpers.bulk<Document>(bulkOptions(numbers, options, dropped), { retryBackoff: () => 0 });
        return { failed, dropped };
      },
      close: () => client.close(),
    };
  },
  '@opensearch-project/opensearch': (url, token, patience) => {
    const client = new OpenSearchClient({ node: url, auth: { username: 'yagura', password: token }, ...patience });
    return {
      send: async (numbers, options = {}) => {
        const dropped: number[] = [];
        const { failed } = await client.helpers.bulk(bulkOptions(numbers, options, dropped));
        return { failed, dropped };
      },
      close: () => client.close(),
    };
  },
};

const open: { close: () => Promise<void> }[] = [];
afterEach(async () => { for (const each of open.splice(0).reverse()) await each.close(); });

let proxy: DatabaseProxy;
beforeAll(async () => {
  proxy = new DatabaseProxy(new URL(database.url()));
  await proxy.open();
  process.env['DATABASE_URL'] = proxy.url;
  // The first batch of a process waits for its thread and its rules.
  await send(await newBulkSource(), '{"message":"first"}\n');
});
afterAll(() => proxy.close());

const isBulk = (request: IncomingMessage): boolean => request.url?.includes('_bulk') === true;

interface Setting { source: BulkTenant; server: RestartableServer; client: Client; requests: () => number }

/** A client at a server whose bulk requests, counted from 1, meet this fate. */
async function setting(name: string, fate: (count: number, server: RestartableServer) => Fate | Promise<Fate> = () => 'answer', patience = PATIENT): Promise<Setting> {
  const source = await newBulkSource();
  let count = 0;
  const server: RestartableServer = await restartableServer((request) => (isBulk(request) ? fate(++count, server) : 'answer'));
  open.push({ close: server.stop });
  const client = CLIENTS[name]?.(server.url, source.token, patience);
  if (!client) throw new Error(`no client ${name}`);
  open.push(client);
  return { source, server, client, requests: () => count };
}

/** What a program does whose client gives up: all again, under the same ids. */
async function sendUntilDone(client: Client): Promise<void> {
  for (let attempt = 1;; attempt++) {
    try {
      expect((await client.send(ALL, { ids: true })).dropped).toEqual([]);
      return;
    } catch (thrown) {
      if (attempt >= 10 || !/Timeout|Connection/.test((thrown as Error).name)) throw thrown;
    }
  }
}

async function storedNumbers({ tenantId }: BulkTenant): Promise<number[]> {
  const documents = (await storedLines(database, tenantId)).map((line) => JSON.parse(line) as Partial<Document>);
  return documents.flatMap(({ n }) => n ?? []).sort((a, b) => a - b);
}

describe.each(Object.keys(CLIENTS))('%s: sent = stored + rejected + still held by the client, and nothing twice', (name) => {
  it('in the ordinary case', async () => {
    const { source, client } = await setting(name);
    expect(await client.send(ALL)).toEqual({ failed: 0, dropped: [] });
    expect(await storedNumbers(source)).toEqual(ALL);
    expect(await storedCounts(database, source.tenantId)).toMatchObject({ received: ALL.length, stored: ALL.length, rejected: 0 });
  });

  it('when the server is slower than the client\'s patience, and all that is not known to be stored is sent again while the first batch is still at work', async () => {
    let again = (): void => undefined;
    const second = new Promise<void>((resolve) => { again = resolve; });
    const { source, client } = await setting(name, async (count): Promise<Fate> => {
      if (count === 1) await second;
      if (count === 2) again();
      return 'answer';
    }, { requestTimeout: 1_500, maxRetries: 20 });
    await sendUntilDone(client);
    expect(await storedNumbers(source)).toEqual(ALL);
  });

  it('over the limit: the client waits and sends again what it was told to, item by item', async () => {
    const { source, client, requests } = await setting(name);
    let sending: Promise<Sent> | undefined;
    await withoutRoom(async () => {
      sending = client.send(ALL, { retries: 1_000 });
      await until(() => requests() >= 3);
    });
    expect(await sending).toEqual({ failed: 0, dropped: [] });
    expect(await storedNumbers(source)).toEqual(ALL);
  });

  it('over the limit for longer than its retries: what it still holds can be sent later', async () => {
    const { source, client } = await setting(name);
    const { failed, dropped } = await withoutRoom(() => client.send(ALL, { retries: 2 }));
    expect(failed).toBe(ALL.length);
    expect([...(await storedNumbers(source)), ...dropped].sort((a, b) => a - b)).toEqual(ALL);
    expect(await client.send(dropped)).toEqual({ failed: 0, dropped: [] });
    expect(await storedNumbers(source)).toEqual(ALL);
  });

  it('when connections break before a batch arrives, or before its answer does', async () => {
    const { source, client } = await setting(name, (count) => (['answer', 'lose-request', 'lose-answer', 'lose-answer', 'answer', 'lose-answer'] as const)[count] ?? 'answer');
    expect(await client.send(ALL)).toEqual({ failed: 0, dropped: [] });
    expect(await storedNumbers(source)).toEqual(ALL);
  });

  it('when the database loses a batch before it is committed, or only the word that it was', async () => {
    const cuts = [{ marker: 'INSERT INTO activity_segment', when: 'after' }, { marker: 'INSERT INTO chunk', when: 'before' }, { marker: 'COMMIT', when: 'before' }, { marker: 'COMMIT', when: 'after' }] as const;
    const { source, client } = await setting(name, (count) => {
      const cut = count % 2 === 1 ? cuts[(count - 1) / 2] : undefined;
      if (cut) proxy.cutOnce({ application: 'yagura-yagura_ingest', ...cut });
      return 'answer';
    });
    expect(await client.send(ALL)).toEqual({ failed: 0, dropped: [] });
    expect(await storedNumbers(source)).toEqual(ALL);
  });

  it('when the server goes away in the middle of a batch and comes back: with ids, all that is not known to be stored is sent once more', async () => {
    let stopped: Promise<void> | undefined;
    const { source, server, client } = await setting(name, (count, running) => {
      if (count === 3) stopped = running.stop();
      return 'answer';
    }, { ...PATIENT, maxRetries: 1 });
    await expect(client.send(ALL, { ids: true })).rejects.toThrow();
    await stopped;
    await until(async () => (await storedNumbers(source)).length >= 20);
    await server.start();
    expect((await client.send(ALL, { ids: true })).dropped).toEqual([]);
    expect(await storedNumbers(source)).toEqual(ALL);
  });
});
