import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { withDatabase } from '../support/database';
import { restartableServer, until, type RestartableServer } from '../support/restartable-server';
import type { Fate } from '../support/route-server';
import { newBulkSource, type BulkTenant } from './bulk-sender';
import { withoutRoom } from './dialect-server';
import { send } from './sender';
import { storedLines } from './stored-bodies';

const PROGRAM = '/usr/sbin/rsyslogd';
const MODULES = ['/usr/lib/x86_64-linux-gnu/rsyslog', '/usr/lib/aarch64-linux-gnu/rsyslog', '/usr/lib64/rsyslog', '/usr/lib/rsyslog'];
const isThere = existsSync(PROGRAM) && MODULES.some((folder) => existsSync(join(folder, 'omelasticsearch.so')));
if (!isThere) console.warn('Skipped: rsyslogd with omelasticsearch is not installed (Debian: rsyslog, rsyslog-elasticsearch).');

const database = withDatabase();
const ALL = Array.from({ length: 100 }, (_, i) => i);

/** What an administrator writes: follow a file, send in batches, keep and try again what was not taken, as it was and under its id. */
function configuration(folder: string, port: number, token: string): string {
  const ship = (document: string, id: string): string => `action(type="omelasticsearch" server="127.0.0.1" serverport="${port}" uid="rsyslog" pwd="${token}" template="${document}"
    searchIndex="orders" searchType="_doc" bulkmode="on" writeoperation="create" bulkid="${id}" dynBulkId="on" retryfailures="on" retryruleset="again" errorfile="${folder}/errors.log"
    healthchecktimeout="5000" queue.type="LinkedList" queue.dequeueBatchSize="20" queue.timeoutActionCompletion="1000" action.resumeRetryCount="-1" action.resumeInterval="1")`;
  return `
global(workDirectory="${folder}/state")
module(load="imfile")
module(load="omelasticsearch")
template(name="document" type="list") {
  constant(value="{") property(outname="@timestamp" name="timereported" dateFormat="rfc3339" format="jsonf")
  constant(value=",") property(outname="message" name="msg" format="jsonf") constant(value="}")
}
template(name="id" type="string" string="%msg%")
template(name="same-document" type="string" string="%$!all-json-plain%")
template(name="same-id" type="string" string="%$.omes!_id%")
input(type="imfile" file="${folder}/orders.log" tag="orders" ruleset="ship")
ruleset(name="ship") { ${ship('document', 'id')} }
ruleset(name="again") { ${ship('same-document', 'same-id')} }
`;
}

interface Setting { source: BulkTenant; server: RestartableServer; folder: string; write: (numbers: readonly number[]) => void }

const running: { child: ChildProcess; server: RestartableServer; folder: string }[] = [];
afterEach(async () => {
  for (const { child, server, folder } of running.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

async function setting(fate: (count: number, server: RestartableServer) => Fate | Promise<Fate> = () => 'answer'): Promise<Setting> {
  const source = await newBulkSource();
  const folder = mkdtempSync(join(tmpdir(), 'yagura-rsyslog-'));
  mkdirSync(join(folder, 'state'));
  const log = join(folder, 'orders.log');
  writeFileSync(log, '');
  let count = 0;
  const server: RestartableServer = await restartableServer((request) => (request.url?.includes('_bulk') ? fate(++count, server) : 'answer'));
  writeFileSync(join(folder, 'rsyslog.conf'), configuration(folder, Number(new URL(server.url).port), source.token));
  const child = spawn(PROGRAM, ['-n', '-C', '-f', join(folder, 'rsyslog.conf'), '-i', join(folder, 'pid')], { stdio: ['ignore', 'ignore', 'pipe'] });
  child.stderr?.on('data', (text: Buffer) => appendFileSync(join(folder, 'stderr.log'), text));
  running.push({ child, server, folder });
  return { source, server, folder, write: (numbers) => { appendFileSync(log, numbers.map((n) => `order-${n}\n`).join('')); } };
}

async function storedNumbers({ tenantId }: BulkTenant): Promise<number[]> {
  const text = (await storedLines(database, tenantId)).join('\n');
  return [...text.matchAll(/"message": ?"order-(\d+)"/g)].map(([, n]) => Number(n)).sort((a, b) => a - b);
}

/** Waits until nothing is left with the client, then expects each message stored once. */
async function expectAllOnce({ source, folder }: Setting): Promise<void> {
  await until(async () => (await storedNumbers(source)).length >= ALL.length, 30_000).catch((thrown: unknown) => {
    const said = ['errors.log', 'stderr.log'].flatMap((file) => (existsSync(join(folder, file)) ? [readFileSync(join(folder, file), 'utf8').slice(0, 2_000)] : []));
    throw new Error(`${String(thrown)}\n${said.join('\n')}`);
  });
  expect(await storedNumbers(source)).toEqual(ALL);
}

describe.skipIf(!isThere)('rsyslog with omelasticsearch: every message is stored once', { timeout: 120_000 }, () => {
  // The first batch of a process waits for its thread and its rules.
  beforeAll(async () => { await send(await newBulkSource(), '{"message":"first"}\n'); });

  it('in the ordinary case', async () => {
    const made = await setting();
    made.write(ALL);
    await expectAllOnce(made);
  });

  it('when the server is slow', async () => {
    let arrived = 0;
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => { release = resolve; });
    const made = await setting(async (): Promise<Fate> => {
      arrived++;
      await released;
      return 'answer';
    });
    made.write(ALL.slice(0, 50));
    await until(() => arrived > 0);
    made.write(ALL.slice(50));
    release();
    await expectAllOnce(made);
  });

  it('over the limit: it sends again what it is told to, item by item', async () => {
    let arrived = 0;
    const made = await setting(() => {
      arrived++;
      return 'answer';
    });
    await withoutRoom(async () => {
      made.write(ALL);
      await until(() => arrived >= 3);
    });
    await expectAllOnce(made);
  });

  it('when connections break before a batch arrives, or before its answer does', async () => {
    const made = await setting((count) => (['answer', 'lose-request', 'lose-answer', 'answer', 'lose-answer'] as const)[count] ?? 'answer');
    made.write(ALL);
    await expectAllOnce(made);
  });

  it('when the server goes away in the middle of a batch and comes back', async () => {
    const made = await setting((count, server) => {
      if (count === 2) void server.restart();
      return 'answer';
    });
    made.write(ALL);
    await expectAllOnce(made);
  });
});
