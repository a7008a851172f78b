import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { getSyslogSource } from '../../lib/syslog/get-syslog-source';
import { withDatabase } from '../support/database';
import { DatabaseProxy } from '../support/database-proxy';
import { hasRsyslog, ordersIn, Rsyslog } from './rsyslog';
import { storedCounts } from './stored-bodies';
import { connectFrom, eventually, newSyslogSource, sendAndClose, storedMessages, withListeners, write } from './syslog-support';

const database = withDatabase();
vi.setConfig({ testTimeout: 90_000 });
const listeners = withListeners(database);
let proxy: DatabaseProxy;

beforeAll(async () => {
  proxy = new DatabaseProxy(new URL(database.url()));
  await proxy.open();
  process.env['DATABASE_URL'] = proxy.url;
});
afterAll(() => proxy.close());

const messagesFrom = (first: number, count: number): string[] => Array.from({ length: count }, (_, i) => `<13>message ${first + i}`);
const lines = (messages: readonly string[]): string => messages.map((message) => `${message}\n`).join('');

describe('while the database is away', () => {
  it('the listener stops reading, the sender keeps what it has, and afterwards all is stored once and in order', async () => {
    const source = await newSyslogSource(['127.0.0.1']);
    const runner = await listeners.start(undefined, { queueBytesMax: 1024 * 1024 });
    const socket = await connectFrom(runner.portOf('tcp'));
    await write(socket, lines(messagesFrom(0, 1)));
    await eventually(() => storedMessages(database, source.tenantId)).toHaveLength(1);
    await proxy.close();
    // Far more than the queue and all socket buffers hold: some of it must stay with the sender.
    const padding = 'x'.repeat(4_000), sent = messagesFrom(1, 4_000).map((message) => `${message} ${padding}`);
    socket.write(lines(sent));
    let held = -1;
    await expect.poll(() => { const before = held; held = socket.writableLength; return held > 0 && held === before; }, { interval: 200, timeout: 10_000 }).toBe(true);
    await proxy.open();
    await expect.poll(async () => (await storedCounts(database, source.tenantId)).stored, { timeout: 60_000 }).toBe(1 + sent.length);
    expect(await storedMessages(database, source.tenantId)).toEqual(['<13>message 0', ...sent]);
    expect(socket.writableLength).toBe(0);
    socket.destroy();
  });

  it.skipIf(!hasRsyslog)('rsyslog keeps its lines, and delivers each once (needs /usr/sbin/rsyslogd)', async () => {
    const source = await newSyslogSource(['127.0.0.1']);
    const runner = await listeners.start(undefined, { queueBytesMax: 50_000 });
    const client = new Rsyslog({ port: runner.portOf('tcp') ?? 0, format: 'RSYSLOG_SyslogProtocol23Format', framing: 'octet-counted' });
    try {
      client.log(0, 10);
      await eventually(async () => (await storedCounts(database, source.tenantId)).stored).toBe(10);
      await proxy.close();
      client.log(10, 15_000);
      await runner.refresh(); // meets the absent database as well
      await proxy.open();
      client.log(15_010, 10);
      await eventually(async () => (await storedCounts(database, source.tenantId)).stored).toBe(15_020);
      expect(ordersIn(await storedMessages(database, source.tenantId))).toEqual(Array.from({ length: 15_020 }, (_, i) => i));
    } finally {
      await client.stop();
    }
  });

  it('datagrams that there is no room for are dropped and counted', async () => {
    const source = await newSyslogSource(['127.0.0.1']);
    const runner = await listeners.start({ host: '127.0.0.1', udpPort: 0 }, { queueBytesMax: 50 });
    await proxy.close();
    const socket = createSocket('udp4');
    for (const message of messagesFrom(0, 20)) await new Promise<void>((done) => socket.send(message, runner.portOf('udp') ?? 0, '127.0.0.1', () => done()));
    await new Promise<void>((done) => socket.close(done));
    await proxy.open();
    await expect.poll(async () => {
      await runner.refresh();
      const { counts } = await getSyslogSource(source.tenant.ctx(), { id: source.sourceId });
      return (counts[0]?.dropped ?? 0) + (await storedMessages(database, source.tenantId)).length;
    }, { timeout: 20_000 }).toBe(20);
    expect((await storedMessages(database, source.tenantId)).length).toBeLessThan(20);
  });
});

describe('nothing that was taken is lost or stored twice', () => {
  it.each([['before', 'COPY "'], ['before', 'COMMIT'], ['after', 'COMMIT']] as const)('when the connection breaks %s %s', async (when, marker) => {
    const source = await newSyslogSource(['127.0.0.1']);
    const runner = await listeners.start();
    await sendAndClose(runner.portOf('tcp'), lines(messagesFrom(0, 1)));
    await eventually(() => storedMessages(database, source.tenantId)).toHaveLength(1);
    proxy.cutOnce({ application: 'yagura-yagura_ingest', marker, when });
    await sendAndClose(runner.portOf('tcp'), lines(messagesFrom(1, 50)));
    await runner.stop();
    expect(await storedMessages(database, source.tenantId)).toEqual(messagesFrom(0, 51));
  });

  it('stopping stores what was read before it ends, also what is on its way', async () => {
    const source = await newSyslogSource(['127.0.0.1']);
    const runner = await listeners.start(undefined, { batchMs: 3_600_000 });
    const socket = await connectFrom(runner.portOf('tcp'));
    const ended = once(socket, 'end');
    socket.resume();
    await write(socket, lines(messagesFrom(0, 100)));
    await runner.stop();
    await ended;
    expect(await storedMessages(database, source.tenantId)).toEqual(messagesFrom(0, 100));
  });
});
