import { createRequire } from 'node:module';
import { afterEach, describe, expect, it } from 'vitest';
import { withDatabase } from '../support/database';
import { restartableServer, until, type RestartableServer } from '../support/restartable-server';
import type { Fate } from '../support/route-server';
import { withoutRoom } from './dialect-server';
import { newHecSource, type HecTenant } from './hec-sender';
import { storedBodies, storedCounts } from './stored-bodies';

/** What is used of a package without types. */
interface SplunkLogger {
  error: (error: Error & { code?: number | string }, context: { message: string }) => void;
  serializedContextQueue: string[];
  send: (context: { message: unknown; metadata?: Record<string, unknown> }, callback?: () => void) => void;
  flush: (callback: () => void) => void;
}
const require = createRequire(import.meta.url);
const { Logger } = require('splunk-logging') as { Logger: new (config: Record<string, unknown>) => SplunkLogger };

const database = withDatabase();
const ALL = Array.from({ length: 60 }, (_, i) => i);
const BATCH = 20;

const open: RestartableServer[] = [];
afterEach(async () => { for (const server of open.splice(0)) await server.stop(); });

interface Held { code: number | string | undefined; batch: string }
interface Setting { source: HecTenant; server: RestartableServer; held: Held[]; send: (numbers: readonly number[]) => Promise<void>; resend: (batch: string) => Promise<void> }

async function setting(fate: (count: number, server: RestartableServer) => Fate | Promise<Fate> = () => 'answer', maxRetries = 8): Promise<Setting> {
  const source = await newHecSource();
  let count = 0;
  const server: RestartableServer = await restartableServer(() => fate(++count, server));
  open.push(server);
  const logger = new Logger({ token: source.token, url: server.url, maxBatchCount: BATCH, maxRetries });
  const held: Held[] = [];
  logger.error = (error, { message }) => { held.push({ code: error.code, batch: message }); };
  return {
    source, server, held,
    send: async (numbers) => {
      const flushed: Promise<void>[] = [];
      numbers.forEach((n, i) => {
        const context = { message: { n, text: `order ${n}` }, metadata: { host: 'srv-kyoto-3', sourcetype: 'orders', time: Date.UTC(2026, 10, 20, 3, 0, n) } };
        if ((i + 1) % BATCH !== 0) logger.send(context);
        else flushed.push(new Promise((resolve) => { logger.send(context, resolve); }));
      });
      await Promise.all(flushed);
    },
    resend: (batch) => new Promise((resolve) => {
      logger.serializedContextQueue.push(batch);
      logger.flush(resolve);
    }),
  };
}

const numbersIn = (text: string): number[] => [...text.matchAll(/"n":(\d+)/g)].map(([, n]) => Number(n));

async function storedNumbers({ tenantId }: HecTenant): Promise<number[]> {
  return (await storedBodies(database, tenantId)).flatMap(numbersIn).sort((a, b) => a - b);
}

describe('splunk-logging: sent = stored + rejected + still held by the client, and nothing twice', () => {
  it('in the ordinary case', async () => {
    const { source, held, send } = await setting();
    await send(ALL);
    expect(held).toEqual([]);
    expect(await storedNumbers(source)).toEqual(ALL);
    expect(await storedCounts(database, source.tenantId)).toMatchObject({ received: ALL.length, stored: ALL.length, rejected: 0, chunks: 3 });
  });

  it('when the server is slow', async () => {
    let arrived = 0;
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => { release = resolve; });
    const { source, held, send } = await setting(async (): Promise<Fate> => {
      arrived++;
      await released;
      return 'answer';
    });
    const sending = send(ALL);
    await until(() => arrived === 3);
    expect(await storedNumbers(source)).toEqual([]);
    release();
    await sending;
    expect(held).toEqual([]);
    expect(await storedNumbers(source)).toEqual(ALL);
  });

  it('over the limit: the program is handed back what was not taken, with code 9', async () => {
    const { source, held, send, resend } = await setting();
    await withoutRoom(() => send(ALL));
    expect(held.map(({ code }) => code)).toEqual([9, 9, 9]);
    expect([...(await storedNumbers(source)), ...held.flatMap(({ batch }) => numbersIn(batch))].sort((a, b) => a - b)).toEqual(ALL);
    for (const { batch } of held.splice(0)) await resend(batch);
    expect([held, await storedNumbers(source)]).toEqual([[], ALL]);
  });

  it('when connections break before a batch arrives, or before its answer does', async () => {
    const { source, held, send } = await setting((count) => (['answer', 'lose-request', 'lose-answer', 'answer', 'lose-answer', 'lose-request'] as const)[count] ?? 'answer');
    await send(ALL);
    expect([held, await storedNumbers(source)]).toEqual([[], ALL]);
  });

  it('when the server goes away in the middle of a batch and comes back', async () => {
    let restarted: Promise<void> | undefined;
    const { source, held, send } = await setting((count, server) => {
      if (count === 2) restarted = server.restart();
      return 'answer';
    }, 12);
    await send(ALL);
    await restarted;
    expect([held, await storedNumbers(source)]).toEqual([[], ALL]);
  });

  it('when the server stays away: the program is handed back what it may send again', async () => {
    const { source, server, held, send, resend } = await setting(undefined, 2);
    await server.stop();
    await send(ALL);
    expect(held.flatMap(({ batch }) => numbersIn(batch)).sort((a, b) => a - b)).toEqual(ALL);
    await server.start();
    for (const { batch } of held.splice(0)) await resend(batch);
    expect([held, await storedNumbers(source)]).toEqual([[], ALL]);
  });
});
