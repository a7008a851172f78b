import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect } from 'vitest';
import { decodeFrames } from '../../lib/engine/decode/syslog-frames';
import { DECODE_LIMITS } from '../../lib/ingest/limits';
import { SYSLOG_LIMITS, type SyslogLimits } from '../../lib/syslog/limits';
import type { ListenerSettings } from '../../lib/syslog/listener-settings';
import { setNetworks } from '../../lib/syslog/set-networks';
import { SyslogRunner } from '../../lib/syslog/syslog-runner';
import { newTenant, type TestDatabase, type TestTenant } from '../support/database';
import { newSource, type TestSource } from './sender';
import { storedBodies } from './stored-bodies';

export interface SyslogSourceOfTest extends TestSource { tenant: TestTenant }

/** A source whose syslog comes from these addresses. */
export async function newSyslogSource(networks: string[], options: Parameters<typeof newSource>[1] = {}): Promise<SyslogSourceOfTest> {
  const tenant = await newTenant();
  const source = await newSource(tenant.tenantId, options);
  await setNetworks(tenant.ctx(), { id: source.sourceId }, { networks });
  return { ...source, tenant };
}

/** Listeners on ports that are free, which are gone after the test, as are all addresses. */
export function withListeners(database: TestDatabase): { start: (settings?: ListenerSettings, limits?: Partial<SyslogLimits>) => Promise<SyslogRunner> } {
  const running: SyslogRunner[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((runner) => runner.stop()));
    await database.sql('DELETE FROM syslog_network');
    await database.sql('DELETE FROM syslog_unknown_peer');
  });
  return {
    start: async (settings = { host: '127.0.0.1', tcpPort: 0 }, limits = {}) => {
      const runner = new SyslogRunner(settings, { ...SYSLOG_LIMITS, batchMs: 20, drainMs: 200, ...limits });
      running.push(runner);
      await runner.start();
      return runner;
    },
  };
}

/** A sender with an address of its own. */
export async function connectFrom(port: number | undefined, localAddress = '127.0.0.1'): Promise<Socket> {
  const socket = connect({ port: port ?? 0, host: '127.0.0.1', localAddress });
  socket.on('error', () => undefined); // some are turned away on purpose
  await once(socket, 'connect');
  return socket;
}

/** Also when it ends with an error. */
export async function isClosed(socket: Socket): Promise<void> {
  await new Promise<void>((done) => socket.once('close', () => done()));
}

export async function write(socket: Socket, text: string | Uint8Array): Promise<void> {
  await new Promise<void>((done, fail) => socket.write(text, (error) => (error ? fail(error) : done())));
}

/** Sends all and waits until the listener has read it to the end. */
export async function sendAndClose(port: number | undefined, text: string | Uint8Array, localAddress?: string): Promise<void> {
  const socket = await connectFrom(port, localAddress);
  const closed = isClosed(socket);
  socket.resume();
  socket.end(text);
  await closed;
}

/** The messages that are stored of a tenant, in their order, as they were sent. */
export async function storedMessages(database: TestDatabase, tenantId: number): Promise<string[]> {
  return (await storedBodies(database, tenantId)).flatMap((body) => {
    const bytes = new TextEncoder().encode(body), found: string[] = [];
    decodeFrames(bytes, DECODE_LIMITS, { record: (_value, start, end) => { found.push(new TextDecoder().decode(bytes.subarray(start, end))); }, reject: (reason) => { throw new Error(reason); } });
    return found;
  });
}

/** A certificate for localhost, signed by itself, in a folder that `remove` deletes. Undefined where there is no openssl. */
export function newCertificate(name = 'localhost'): { cert: string; key: string; remove: () => void } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'yagura-tls-'));
  const cert = join(folder, 'cert.pem'), key = join(folder, 'key.pem');
  const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', cert, '-days', '2', '-subj', `/CN=${name}`], { stdio: 'ignore' });
  const remove = () => rmSync(folder, { recursive: true, force: true });
  if (made.status === 0) return { cert, key, remove };
  remove();
  return undefined;
}

/** Asks until the answer is right; the first batch of a test file waits for its rules to be compiled. */
export function eventually<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: 25_000 });
}
