import { spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it, vi } from 'vitest';
import { encodeFrames } from '../../lib/engine/decode/syslog-frames';
import { readRecord } from '../../lib/ingest/read-record';
import { recordUuid } from '../../lib/platform/ids';
import { kernelDrops } from '../../lib/syslog/kernel-drops';
import { listenerSettings } from '../../lib/syslog/listener-settings';
import { getSyslogSource } from '../../lib/syslog/get-syslog-source';
import { getSyslogStatus } from '../../lib/syslog/get-syslog-status';
import { setNetworks } from '../../lib/syslog/set-networks';
import { withDatabase } from '../support/database';
import { storedCounts } from './stored-bodies';
import { connectFrom, eventually, isClosed, newCertificate, newSyslogSource, sendAndClose, storedMessages, withListeners, write } from './syslog-support';

const database = withDatabase();
vi.setConfig({ testTimeout: 90_000 });
const listeners = withListeners(database);
const bytes = (text: string) => new TextEncoder().encode(text);
const CEF = '<134>Nov 20 10:00:00 apex CEF:0|Trend Micro|Apex Central|2019|CnC:Block|CnC Callback|3|rt=Nov 20 2026 01:00:00 GMT+00:00 shost=PC-MORI src=10.4.0.7 dst=203.0.113.9 act=Block';

async function sendDatagram(port: number | undefined, text: string, from = '127.0.0.1'): Promise<void> {
  const socket = createSocket('udp4');
  socket.bind(0, from);
  await once(socket, 'listening');
  await new Promise<void>((done, fail) => socket.send(text, port ?? 0, '127.0.0.1', (error) => (error ? fail(error) : done())));
  await new Promise<void>((done) => socket.close(done));
}

describe('syslog over TCP', () => {
  it('is stored message by message, byte for byte, counted or by lines, from sources told apart by address', async () => {
    const [counted, lines] = [await newSyslogSource(['127.0.0.2']), await newSyslogSource(['127.0.0.3/32'])];
    const runner = await listeners.start();
    const sent = ['<13>1 2026-11-20T10:00:00Z srv-a app 1 - - one\n  and its second line', '<13>1 2026-11-20T10:00:01Z srv-a app 1 - - zwei é'];
    await Promise.all([sendAndClose(runner.portOf('tcp'), encodeFrames(sent.map(bytes)), '127.0.0.2'), sendAndClose(runner.portOf('tcp'), '<13>first\n<13>second\0<13>third', '127.0.0.3')]);
    await runner.stop();
    expect(await storedMessages(database, counted.tenantId)).toEqual(sent);
    expect(await storedMessages(database, lines.tenantId)).toEqual(['<13>first', '<13>second', '<13>third']);
  });

  it('carries CEF, and a record is read again as it was sent', async () => {
    const source = await newSyslogSource(['127.0.0.1']);
    const runner = await listeners.start();
    await sendAndClose(runner.portOf('tcp'), `${CEF}\n`);
    await runner.stop();
    const [chunk] = await database.sql<{ day: string; id: string; families: Record<string, number> }>("SELECT to_char(received_day, 'YYYY-MM-DD') AS day, id, families FROM chunk WHERE tenant_id = $1", [source.tenantId]);
    expect(chunk?.families).toEqual({ 'apex-central': 1 });
    const record = await readRecord(source.tenant.ctx(), recordUuid({ receivedDay: chunk!.day, chunkId: BigInt(chunk!.id), ordinal: 0 }));
    expect(record).toMatchObject({ text: CEF, activity: { family: 'apex-central', endpointKey: 'pc-mori', destinationAddress: '203.0.113.9' } });
  });

  it('takes the time zone of stamps without one from the source’s setting alone', async () => {
    const source = await newSyslogSource(['127.0.0.1'], { clockSkewSeconds: -9 * 3600 });
    const runner = await listeners.start();
    const now = new Date(Date.now() + 8 * 3_600_000);
    const stamp = `${['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][now.getUTCMonth()]} ${String(now.getUTCDate()).padStart(2)} ${now.toISOString().slice(11, 19)}`;
    await sendAndClose(runner.portOf('tcp'), `<13>${stamp} srv-b app: hello\n`);
    await runner.stop();
    const [chunk] = await database.sql<{ first_observed: Date }>('SELECT first_observed FROM chunk WHERE tenant_id = $1', [source.tenantId]);
    expect(chunk?.first_observed.toISOString()).toBe(new Date(Math.floor(now.getTime() / 1000) * 1000 - 9 * 3_600_000).toISOString());
  });

  it('stores equal messages of two moments both', async () => {
    const source = await newSyslogSource(['127.0.0.1']);
    const runner = await listeners.start();
    for (const expected of [1, 2]) {
      await sendAndClose(runner.portOf('tcp'), '<13>the same\n');
      await eventually(() => storedMessages(database, source.tenantId)).toHaveLength(expected);
    }
  });

  it('keeps only the beginning of a message that is too long, and says how many there were', async () => {
    const source = await newSyslogSource(['127.0.0.1']);
    const runner = await listeners.start(undefined, { frameBytesMax: 100 });
    await sendAndClose(runner.portOf('tcp'), `<13>${'x'.repeat(200)}\n<13>short\n`);
    await runner.stop();
    expect(await storedMessages(database, source.tenantId)).toEqual([`<13>${'x'.repeat(96)}`, '<13>short']);
    expect(await getSyslogSource(source.tenant.ctx(), { id: source.sourceId })).toMatchObject({ counts: [{ transport: 'tcp', truncated: 1, dropped: 0 }] });
  });

  it('does not take half a message for one when its sender is cut off', async () => {
    const source = await newSyslogSource(['127.0.0.1']);
    const runner = await listeners.start();
    const socket = await connectFrom(runner.portOf('tcp'));
    await write(socket, '9 <13>whole30 <13>hal');
    await eventually(() => storedMessages(database, source.tenantId)).toEqual(['<13>whole']);
    socket.resetAndDestroy();
    await eventually(async () => { await runner.refresh(); return (await getSyslogSource(source.tenant.ctx(), { id: source.sourceId })).counts; }).toMatchObject([{ dropped: 1 }]);
    await runner.stop();
    expect(await storedMessages(database, source.tenantId)).toEqual(['<13>whole']);
  });
});

describe('syslog over UDP', () => {
  it('is one message per datagram; without a named address, all addresses of the machine are listened on and IPv4 senders are known as such', async () => {
    const source = await newSyslogSource(['127.0.0.2']);
    const runner = await listeners.start({ tcpPort: 0, udpPort: 0 });
    await sendDatagram(runner.portOf('udp'), '<13>one\nwith two lines\n', '127.0.0.2');
    await eventually(() => storedMessages(database, source.tenantId)).toEqual(['<13>one\nwith two lines']);
    await sendAndClose(runner.portOf('tcp'), '<13>and by TCP\n', '127.0.0.2');
    await eventually(() => storedMessages(database, source.tenantId)).toEqual(['<13>one\nwith two lines', '<13>and by TCP']);
  });

  it.skipIf(!existsSync('/proc/net/udp'))('what the system drops before it is read is known (needs /proc/net/udp)', async () => {
    const deaf = createSocket({ type: 'udp4', recvBufferSize: 1 });
    deaf.bind(0, '127.0.0.1');
    await once(deaf, 'listening');
    const { port } = deaf.address();
    expect(kernelDrops(port)).toBe(0);
    // Nothing is read here while another process sends.
    spawnSync(process.execPath, ['-e', `const s = require('node:dgram').createSocket('udp4'); let n = 0; const next = () => n++ < 100 ? s.send('x'.repeat(500), ${port}, '127.0.0.1', next) : s.close(); next();`]);
    expect(kernelDrops(port)).toBeGreaterThan(0);
    await new Promise<void>((done) => deaf.close(done));
  });
});

describe('several workers of one machine', () => {
  it('one has the port, and when it ends the next takes over', async () => {
    const source = await newSyslogSource(['127.0.0.1']);
    const first = await listeners.start();
    const port = first.portOf('tcp') ?? 0;
    const second = await listeners.start({ host: '127.0.0.1', tcpPort: port });
    expect(second.portOf('tcp')).toBeUndefined();
    expect((await getSyslogStatus(source.tenant.ctx())).listeners).toMatchObject([{ transport: 'tcp', port, error: null }]);
    await first.stop();
    expect((await getSyslogStatus(source.tenant.ctx())).listeners).toMatchObject([{ error: 'stopped' }]);
    await second.refresh();
    expect(second.portOf('tcp')).toBe(port);
    await sendAndClose(port, '<13>to the second\n');
    await eventually(() => storedMessages(database, source.tenantId)).toEqual(['<13>to the second']);
    const later = { now: () => new Date(Date.now() + 120_000) };
    expect((await getSyslogStatus(source.tenant.ctx('Auditor', later))).listeners).toMatchObject([{ error: 'The worker does not answer.' }]);
  });
});

describe('who may send', () => {
  it('strangers are turned away, counted and shown; nothing of theirs is stored', async () => {
    const source = await newSyslogSource(['127.0.0.2']);
    const runner = await listeners.start({ host: '127.0.0.1', tcpPort: 0, udpPort: 0 });
    const stranger = await connectFrom(runner.portOf('tcp'), '127.0.0.9');
    stranger.resume();
    await isClosed(stranger);
    await sendDatagram(runner.portOf('udp'), '<13>who am I', '127.0.0.9');
    await sendDatagram(runner.portOf('udp'), '<13>known', '127.0.0.2');
    await eventually(() => storedMessages(database, source.tenantId)).toEqual(['<13>known']);
    await runner.refresh();
    const status = await getSyslogStatus(source.tenant.ctx());
    expect(status.unknownPeers.map(({ transport, address, count }) => [transport, address, count]).sort()).toEqual([['tcp', '127.0.0.9', 1], ['udp', '127.0.0.9', 1]]);
    expect(status.listeners).toMatchObject([{ transport: 'tcp', error: null }, { transport: 'udp', error: null }]);
    await setNetworks(source.tenant.ctx(), { id: source.sourceId }, { networks: ['127.0.0.8/30'] });
    expect((await getSyslogStatus(source.tenant.ctx())).unknownPeers).toEqual([]);
  });

  it('a new address is followed without a restart, and one that is taken away ends its connections', async () => {
    const source = await newSyslogSource(['127.0.0.2']);
    const runner = await listeners.start();
    const socket = await connectFrom(runner.portOf('tcp'), '127.0.0.2');
    await write(socket, '<13>in time\n');
    await eventually(() => storedMessages(database, source.tenantId)).toEqual(['<13>in time']);
    socket.resume();
    const closed = isClosed(socket);
    await database.sql("UPDATE syslog_network SET network = '127.0.0.4' WHERE tenant_id = $1", [source.tenantId]);
    await runner.refresh();
    await closed;
    await sendAndClose(runner.portOf('tcp'), '<13>from elsewhere\n', '127.0.0.4');
    await eventually(() => storedMessages(database, source.tenantId)).toEqual(['<13>in time', '<13>from elsewhere']);
  });

  it('a paused source is not heard, and what it sends by datagram is counted', async () => {
    const source = await newSyslogSource(['127.0.0.2'], { pausedAt: new Date() });
    const runner = await listeners.start({ host: '127.0.0.1', tcpPort: 0, udpPort: 0 });
    const socket = await connectFrom(runner.portOf('tcp'), '127.0.0.2');
    socket.resume();
    await isClosed(socket);
    await sendDatagram(runner.portOf('udp'), '<13>lost', '127.0.0.2');
    await eventually(async () => { await runner.refresh(); return (await getSyslogSource(source.tenant.ctx(), { id: source.sourceId })).counts; }).toMatchObject([{ transport: 'udp', dropped: 1 }]);
    expect((await storedCounts(database, source.tenantId)).received).toBe(0);
  });

  it('no sender may hold more connections than its share', async () => {
    const source = await newSyslogSource(['127.0.0.2']);
    const runner = await listeners.start(undefined, { connectionsPerPeerMax: 1 });
    const first = await connectFrom(runner.portOf('tcp'), '127.0.0.2');
    await write(first, '<13>first\n');
    await eventually(() => storedMessages(database, source.tenantId)).toEqual(['<13>first']);
    const second = await connectFrom(runner.portOf('tcp'), '127.0.0.2');
    second.resume();
    await isClosed(second);
    await write(first, '<13>still here\n');
    await eventually(() => storedMessages(database, source.tenantId)).toEqual(['<13>first', '<13>still here']);
    first.destroy();
  });
});

const certificate = newCertificate();

describe.skipIf(!certificate)('syslog over TLS (needs openssl for a certificate)', () => {
  const tls = { cert: certificate?.cert ?? '', key: certificate?.key ?? '' };

  it('is stored', async () => {
    const source = await newSyslogSource(['127.0.0.1']);
    const runner = await listeners.start({ host: '127.0.0.1', tlsPort: 0, tls });
    const socket = connectTls({ port: runner.portOf('tls') ?? 0, host: '127.0.0.1', rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    const closed = isClosed(socket);
    socket.resume();
    socket.end('15 <13>under cover');
    await closed;
    await runner.stop();
    expect(await storedMessages(database, source.tenantId)).toEqual(['<13>under cover']);
  });

  it('asks for a certificate of the sender where an authority is named', async () => {
    const source = await newSyslogSource(['127.0.0.1']);
    const runner = await listeners.start({ host: '127.0.0.1', tlsPort: 0, tls: { ...tls, clientCa: tls.cert } });
    const stranger = connectTls({ port: runner.portOf('tls') ?? 0, host: '127.0.0.1', rejectUnauthorized: false });
    stranger.on('error', () => undefined); // turned away
    stranger.resume();
    await isClosed(stranger);
    const known = connectTls({ port: runner.portOf('tls') ?? 0, host: '127.0.0.1', rejectUnauthorized: false, cert: readFileSync(tls.cert), key: readFileSync(tls.key) });
    await once(known, 'secureConnect');
    known.end('<13>it is me\n');
    await eventually(() => storedMessages(database, source.tenantId)).toEqual(['<13>it is me']);
  });

  it('uses a renewed certificate for the next connection, and keeps the old one while the new files do not fit', async () => {
    const renewed = newCertificate('renewed.example')!, live = newCertificate('first.example')!;
    const source = await newSyslogSource(['127.0.0.1']);
    const runner = await listeners.start({ host: '127.0.0.1', tlsPort: 0, tls: { cert: live.cert, key: live.key } });
    const nameShown = async (): Promise<string> => {
      const socket = connectTls({ port: runner.portOf('tls') ?? 0, host: '127.0.0.1', rejectUnauthorized: false });
      await once(socket, 'secureConnect');
      const { subject } = socket.getPeerCertificate();
      socket.destroy();
      return String(subject.CN);
    };
    expect(await nameShown()).toBe('first.example');
    copyFileSync(renewed.cert, live.cert);
    await runner.refresh();
    expect(await nameShown()).toBe('first.example');
    copyFileSync(renewed.key, live.key);
    await runner.refresh();
    expect(await nameShown()).toBe('renewed.example');
    expect((await storedCounts(database, source.tenantId)).received).toBe(0);
    for (const { remove } of [renewed, live]) remove();
  });

  it('never starts without certificate and key', () => {
    expect(() => listenerSettings({ YAGURA_SYSLOG_TLS_PORT: '6514' })).toThrow(/YAGURA_SYSLOG_TLS_CERT and YAGURA_SYSLOG_TLS_KEY/);
    expect(() => listenerSettings({ YAGURA_SYSLOG_TLS_PORT: '6514', YAGURA_SYSLOG_TLS_CERT: tls.cert, YAGURA_SYSLOG_TLS_KEY: '/nowhere/key.pem' })).toThrow(/YAGURA_SYSLOG_TLS_KEY names \/nowhere\/key.pem, which does not exist/);
    expect(() => listenerSettings({ YAGURA_SYSLOG_TCP_PORT: '70000' })).toThrow(/YAGURA_SYSLOG_TCP_PORT/);
    expect(listenerSettings({ YAGURA_SYSLOG_TLS_PORT: '6514', YAGURA_SYSLOG_TLS_CERT: tls.cert, YAGURA_SYSLOG_TLS_KEY: tls.key })).toEqual({ tlsPort: 6514, tls });
  });
});
