import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { freePort } from '../process/support/environment';
import { withDatabase } from '../support/database';
import { hasLogger, hasRsyslog, ordersIn, Rsyslog, type RsyslogOptions } from './rsyslog';
import { storedCounts } from './stored-bodies';
import { eventually, newCertificate, newSyslogSource, storedMessages, withListeners } from './syslog-support';

const database = withDatabase();
vi.setConfig({ testTimeout: 90_000 });
const listeners = withListeners(database);
const open: Rsyslog[] = [];
const children: ChildProcess[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((client) => client.stop()));
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function rsyslog(options: RsyslogOptions): Rsyslog {
  const client = new Rsyslog(options);
  open.push(client);
  return client;
}

const numbers = (first: number, count: number): number[] => Array.from({ length: count }, (_, i) => first + i);
const MODES = [
  { format: 'RSYSLOG_SyslogProtocol23Format', framing: 'octet-counted' }, { format: 'RSYSLOG_SyslogProtocol23Format', framing: 'traditional' },
  { format: 'RSYSLOG_TraditionalForwardFormat', framing: 'octet-counted' }, { format: 'RSYSLOG_TraditionalForwardFormat', framing: 'traditional' },
] as const;
const BUNDLE = join(process.cwd(), 'node_modules', '.cache', `yagura-test-worker-${process.pid}.mjs`);

describe.skipIf(!hasRsyslog)('rsyslog, omfwd over TCP (needs /usr/sbin/rsyslogd)', () => {
  it.each(MODES)('$format, $framing: every line arrives once, in order', async (mode) => {
    const source = await newSyslogSource(['127.0.0.1']);
    const runner = await listeners.start();
    const client = rsyslog({ port: runner.portOf('tcp') ?? 0, ...mode });
    client.log(0, 500);
    await eventually(async () => (await storedCounts(database, source.tenantId)).stored).toBe(500);
    const messages = await storedMessages(database, source.tenantId);
    expect(ordersIn(messages)).toEqual(numbers(0, 500));
    expect(messages[0]).toMatch(mode.format === 'RSYSLOG_SyslogProtocol23Format' ? /^<134>1 \d{4}-\d\d-\d\dT\S+ \S+ app - - - +order 0/ : /^<134>[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ app: ?order 0/);
  });

  it.each(MODES)('$format, $framing: a listener that stops in order and starts again later misses nothing', async (mode) => {
    const source = await newSyslogSource(['127.0.0.1']);
    const first = await listeners.start();
    const port = first.portOf('tcp') ?? 0;
    const client = rsyslog({ port, ...mode });
    client.log(0, 100);
    await eventually(async () => (await storedCounts(database, source.tenantId)).stored).toBe(100);
    await first.stop();
    client.log(100, 100);
    await listeners.start({ host: '127.0.0.1', tcpPort: port });
    client.log(200, 100);
    await eventually(async () => (await storedCounts(database, source.tenantId)).stored).toBe(300);
    expect(ordersIn(await storedMessages(database, source.tenantId))).toEqual(numbers(0, 300));
  });

  it('keeps its lines while its address is unknown, and delivers them when somebody names it', async () => {
    const source = await newSyslogSource(['127.0.0.77']);
    const runner = await listeners.start();
    const client = rsyslog({ port: runner.portOf('tcp') ?? 0, ...MODES[0] });
    client.log(0, 50);
    await eventually(async () => { await runner.refresh(); return database.sql('SELECT transport, address FROM syslog_unknown_peer'); }).toEqual([{ transport: 'tcp', address: '127.0.0.1' }]);
    await database.sql("UPDATE syslog_network SET network = '127.0.0.1' WHERE tenant_id = $1", [source.tenantId]);
    await runner.refresh();
    client.log(50, 50);
    await eventually(async () => ordersIn(await storedMessages(database, source.tenantId)).at(-1)).toBe(99);
    const orders = ordersIn(await storedMessages(database, source.tenantId));
    expect(new Set(orders).size).toBe(orders.length);
  });

  describe('a worker that is killed', () => {
    beforeAll(async () => {
      await build({
        entryPoints: [join(process.cwd(), 'lib/worker/main.ts')], outfile: BUNDLE, bundle: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external',
        logLevel: 'warning', alias: { 'server-only': join(process.cwd(), 'node_modules/server-only/empty.js') },
      });
    });

    afterAll(() => rmSync(BUNDLE, { force: true }));

    /** The product's worker, as it is supervised. */
    async function launch(port: number): Promise<ChildProcess> {
      const child = spawn(process.execPath, [BUNDLE], {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...process.env, YAGURA_LOG_LEVEL: 'info', YAGURA_SYSLOG_HOST: '127.0.0.1', YAGURA_SYSLOG_TCP_PORT: String(port), YAGURA_PIPELINE_THREAD: inject('pipelineThread'), DATABASE_URL: database.url() },
      });
      children.push(child);
      await new Promise<void>((done, fail) => {
        createInterface({ input: child.stderr! }).on('line', (line) => { if (line.includes('worker is ready')) done(); });
        child.once('exit', (code) => fail(new Error(`the worker ended with ${code}`)));
      });
      return child;
    }

    // Plain syslog has no acknowledgement: lines that the killed process had read, or its system had received, are gone. All else is held by rsyslog.
    it.each([MODES[0], MODES[3]])('$format, $framing: what was committed stays, nothing comes twice, and what is logged afterwards arrives', async (mode) => {
      const source = await newSyslogSource(['127.0.0.1']);
      const port = await freePort();
      const first = await launch(port);
      const client = rsyslog({ port, ...mode });
      client.log(0, 200);
      await eventually(async () => (await storedCounts(database, source.tenantId)).stored).toBe(200);
      client.log(200, 2_000);
      first.kill('SIGKILL');
      await once(first, 'exit');
      client.log(2_200, 200);
      await launch(port);
      await eventually(async () => ordersIn(await storedMessages(database, source.tenantId)).at(-1)).toBe(2_399);
      const orders = ordersIn(await storedMessages(database, source.tenantId));
      expect(new Set(orders).size).toBe(orders.length);
      expect(orders.slice(0, 200)).toEqual(numbers(0, 200));
      // One connection's worth of lines may be lost, in one piece.
      const missing = numbers(0, 2_400).filter((number) => !orders.includes(number));
      expect(missing.length === 0 ? 0 : missing.at(-1)! - missing[0]! + 1).toBe(missing.length);
    });

    it('SIGTERM stores what was read before the process ends', async () => {
      const source = await newSyslogSource(['127.0.0.1']);
      const port = await freePort();
      const child = await launch(port);
      const client = rsyslog({ port, ...MODES[0] });
      client.log(0, 300);
      await eventually(async () => (await storedCounts(database, source.tenantId)).stored).toBeGreaterThan(0);
      child.kill('SIGTERM');
      await once(child, 'exit');
      expect(ordersIn(await storedMessages(database, source.tenantId))).toEqual(numbers(0, (await storedCounts(database, source.tenantId)).stored));
      await launch(port);
      client.log(300, 10);
      await eventually(async () => (await storedCounts(database, source.tenantId)).stored).toBe(310);
    });
  });
});

describe.skipIf(!hasLogger)('logger of util-linux', () => {
  const logger = (...args: string[]) => spawnSync('logger', ['--server', '127.0.0.1', '--tag', 'backup', ...args], { encoding: 'utf8' });

  it.each(['--tcp --octet-count --rfc5424', '--tcp --octet-count --rfc3164', '--tcp --rfc5424', '--tcp --rfc3164', '--udp --rfc5424', '--udp --rfc3164'])('%s is stored', async (line) => {
    const options = line.split(' ');
    const source = await newSyslogSource(['127.0.0.1']);
    const runner = await listeners.start({ host: '127.0.0.1', tcpPort: 0, udpPort: 0 });
    const port = runner.portOf(options.includes('--udp') ? 'udp' : 'tcp');
    expect(logger(...options, '--port', String(port), 'night run finished')).toMatchObject({ status: 0 });
    await eventually(() => storedMessages(database, source.tenantId)).toEqual([expect.stringMatching(/^<13>.*backup.*night run finished$/)]);
  });
});

const certificate = newCertificate();

describe.skipIf(!certificate)('openssl s_client (needs openssl)', () => {
  it('sends over TLS', async () => {
    const source = await newSyslogSource(['127.0.0.1']);
    const runner = await listeners.start({ host: '127.0.0.1', tlsPort: 0, tls: certificate! });
    const client = spawn('openssl', ['s_client', '-quiet', '-connect', `127.0.0.1:${runner.portOf('tls')}`, '-CAfile', certificate!.cert, '-verify_return_error'], { stdio: ['pipe', 'ignore', 'ignore'] });
    children.push(client);
    client.stdin!.write('<13>through the shell\n');
    await eventually(() => storedMessages(database, source.tenantId)).toEqual(['<13>through the shell']);
  });
});
