import { afterEach, describe, expect, it, vi } from 'vitest';
import { newTenant, withDatabase } from '../support/database';
import { startRouteServer, type RouteServer } from '../support/route-server';
import { OsqueryClient } from './osquery-client';
import { holdEverySlot } from './hold-every-slot';
import { newSource, type TestSource } from './sender';
import { storedCounts, storedLines } from './stored-bodies';

const database = withDatabase();
vi.setConfig({ testTimeout: 90_000 });
const open: RouteServer[] = [];
afterEach(async () => { for (const server of open.splice(0)) await server.close(); });

async function serve(options?: Parameters<typeof startRouteServer>[0]): Promise<RouteServer> {
  const server = await startRouteServer(options);
  open.push(server);
  return server;
}

const freshSource = async (): Promise<TestSource> => newSource((await newTenant()).tenantId);
const counters = async (source: TestSource): Promise<number[]> => (await storedLines(database, source.tenantId)).map((line) => (JSON.parse(line) as { counter: number }).counter);
const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

describe('a host with osquery’s TLS plugins', () => {
  it.each([false, true])('enrolls, fetches its schedule and logs; every record is stored as it was written (gzip: %s)', async (gzip) => {
    const source = await freshSource(), { url } = await serve();
    const client = new OsqueryClient(url, source.token, 'srv-osaka-1', gzip);
    numbers(5).forEach((number) => client.record(number));
    expect(await client.forward()).toBe(true);
    expect(await counters(source)).toEqual(numbers(5));
    const [chunk] = await database.sql('SELECT families, stored FROM chunk WHERE tenant_id = $1', [source.tenantId]);
    expect(chunk).toEqual({ families: { osquery: 5 }, stored: 5 });
    const config = await client.request('config', JSON.stringify({ node_key: client.nodeKey }));
    expect(config).toMatchObject({ status: 200, body: { node_invalid: false, schedule: { processes: { interval: 60 } }, decorators: { load: expect.any(Array) } } });
    expect(await client.request('distributed/read', JSON.stringify({ node_key: client.nodeKey }))).toEqual({ status: 200, body: { queries: {}, node_invalid: false } });
    expect(await client.request('distributed/write', JSON.stringify({ node_key: client.nodeKey, queries: {}, statuses: {} }))).toEqual({ status: 200, body: {} });
  });

  it('is known by a key of which only the hash is stored, with what it said of itself', async () => {
    const source = await freshSource(), { url } = await serve();
    const client = new OsqueryClient(url, source.token, 'srv-osaka-1');
    client.record(0);
    await client.forward();
    expect(client.nodeKey).toMatch(/^ygn_/);
    const [node] = await database.sql<{ hash: Buffer }>('SELECT hash, host_identifier, host_details FROM osquery_node WHERE tenant_id = $1', [source.tenantId]);
    expect(node).toMatchObject({ host_identifier: 'srv-osaka-1', host_details: { os_version: { name: 'Ubuntu' } } });
    expect(node!.hash).toHaveLength(32);
    expect((await storedLines(database, source.tenantId)).join()).not.toContain(client.nodeKey);
  });

  it('writes status lines and snapshots, which are osquery’s too', async () => {
    const source = await freshSource(), { url } = await serve();
    const client = new OsqueryClient(url, source.token, 'srv-osaka-1');
    client.record(0);
    await client.forward();
    const status = { hostIdentifier: 'srv-osaka-1', calendarTime: 'Fri Nov 20 03:00:00 2026 UTC', unixTime: 1795143600, severity: 2, filename: 'scheduler.cpp', line: 110, message: 'Error executing scheduled query', version: '5.12.1' };
    const snapshot = { snapshot: [{ port: '22' }, { port: '443' }], action: 'snapshot', name: 'listening_ports', hostIdentifier: 'srv-osaka-1', calendarTime: 'x', unixTime: 1795143601 };
    for (const [type, record] of [['status', status], ['result', snapshot]] as const)
      expect(await client.request('log', JSON.stringify({ node_key: client.nodeKey, log_type: type, data: [record] }))).toEqual({ status: 200, body: {} });
    expect(await database.sql('SELECT families FROM chunk WHERE tenant_id = $1', [source.tenantId])).toEqual([{ families: { osquery: 1 } }, { families: { osquery: 1 } }, { families: { osquery: 1 } }]);
  });

  it('waits for a slow server', async () => {
    const source = await freshSource();
    let release = (): void => undefined, asked = (): void => undefined;
    const released = new Promise<void>((done) => { release = done; }), arrived = new Promise<void>((done) => { asked = done; });
    const { url } = await serve({ gate: async ({ url: path }) => { if (path?.endsWith('/log')) { asked(); await released; } return 'answer' as const; } });
    const client = new OsqueryClient(url, source.token, 'srv-osaka-1');
    client.record(0);
    const forwarded = client.forward();
    await arrived;
    expect([client.held, await counters(source)]).toEqual([1, []]);
    release();
    expect(await forwarded).toBe(true);
    expect([client.held, await counters(source)]).toEqual([0, [0]]);
  });

  it('gets a 5xx past the limit, and keeps its records', async () => {
    const source = await freshSource(), { url } = await serve();
    const client = new OsqueryClient(url, source.token, 'srv-osaka-1');
    client.record(0);
    await client.forward();
    const holders = await holdEverySlot(source);
    client.record(1);
    expect(await client.forward()).toBe(false);
    expect(await client.request('log', JSON.stringify({ node_key: client.nodeKey, log_type: 'result', data: [{}] }))).toMatchObject({ status: 503 });
    expect([client.held, client.enrolments]).toEqual([1, 1]);
    await holders.release();
    expect(await client.forward()).toBe(true);
    expect((await counters(source)).filter((counter) => counter !== undefined)).toEqual([0, 1]);
  });

  it('loses nothing and repeats nothing when the server is killed with the answer on its way, and comes back', async () => {
    const source = await freshSource();
    let requests = 0;
    const server = await startRouteServer({ gate: () => (++requests === 3 ? 'lose-answer' : 'answer') });
    const client = new OsqueryClient(server.url, source.token, 'srv-osaka-1');
    numbers(20).forEach((number) => client.record(number));
    expect(await client.forward(10)).toBe(true);
    expect(await client.forward(10)).toBe(false);
    await server.close();
    expect(await client.forward(10)).toBe(false);
    expect(client.held).toBe(10);
    await serve({ port: server.port });
    expect(await client.forward(10)).toBe(true);
    expect([client.held, client.enrolments, await counters(source)]).toEqual([0, 1, numbers(20)]);
  });
});

describe('who is let in', () => {
  it('a wrong secret enrolls nobody, and says why', async () => {
    const source = await freshSource(), { url } = await serve();
    const client = new OsqueryClient(url, source.token, 'x');
    for (const secret of ['', 'guess', source.token.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'))])
      expect(await client.request('enroll', JSON.stringify({ enroll_secret: secret, host_identifier: 'x' }))).toMatchObject({ status: 401, body: { error: expect.any(String) } });
    expect(await client.request('enroll', 'not json')).toMatchObject({ status: 400 });
  });

  it('only a key that nobody gave out is invalid: then the host enrolls again', async () => {
    const source = await freshSource(), { url } = await serve();
    const client = new OsqueryClient(url, source.token, 'srv-osaka-1');
    client.record(0);
    await client.forward();
    await database.sql('DELETE FROM osquery_node WHERE tenant_id = $1', [source.tenantId]);
    client.record(1);
    expect(await client.forward()).toBe(false);
    expect(await client.forward()).toBe(true);
    expect([client.enrolments, await counters(source)]).toEqual([2, [0, 1]]);
    for (const key of ['', 'nonsense', source.token]) expect(await client.request('config', JSON.stringify({ node_key: key }))).toEqual({ status: 200, body: { node_invalid: true } });
  });

  it('a paused source refuses without making its hosts enroll again', async () => {
    const source = await freshSource(), { url } = await serve();
    const client = new OsqueryClient(url, source.token, 'srv-osaka-1');
    client.record(0);
    await client.forward();
    await database.sql('UPDATE source SET paused_at = now() WHERE tenant_id = $1', [source.tenantId]);
    client.record(1);
    expect(await client.forward()).toBe(false);
    expect([client.held, client.enrolments]).toEqual([1, 1]);
  });

  it('hosts that share an identifier do not throw each other out', async () => {
    const source = await freshSource(), { url } = await serve();
    const clones = [new OsqueryClient(url, source.token, 'image'), new OsqueryClient(url, source.token, 'image')];
    for (const number of [0, 1]) for (const clone of clones) { clone.record(number); expect(await clone.forward()).toBe(true); }
    expect(clones.map(({ enrolments }) => enrolments)).toEqual([1, 1]);
    expect((await storedCounts(database, source.tenantId)).stored).toBe(4);
  });

  it('bad records are kept as rejects, and the good ones beside them are stored', async () => {
    const source = await freshSource(), { url } = await serve();
    const client = new OsqueryClient(url, source.token, 'srv-osaka-1');
    client.record(0);
    await client.forward();
    expect(await client.request('log', `{"data":[{"counter":7},5,"text"], "node_key":"${client.nodeKey}"}`)).toEqual({ status: 200, body: {} });
    expect(await storedCounts(database, source.tenantId)).toMatchObject({ received: 4, stored: 2, rejected: 2 });
    expect(await client.request('log', '[1]')).toMatchObject({ status: 400 });
  });
});
