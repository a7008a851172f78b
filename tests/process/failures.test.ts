import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Command, yagura, type CommandOptions } from './support/command';
import { freePort, IS_ROOT, CAN_BE_NOBODY, newFolder, type Variables } from './support/environment';
import { startOldPostgres } from './support/old-postgres';

const NOBODY = { uid: 65_534, gid: 65_534 };
const OLD_NODE = 'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"18.20.4"}})';

const folder = newFolder();
const healthy = join(folder, 'healthy');
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  mkdirSync(healthy);
  const { code, stderr } = await yagura(['migrate'], { env: { YAGURA_DATA: healthy } }).outcome;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});
afterAll(async () => {
  for (const close of closers) await close();
  rmSync(folder, { recursive: true, force: true });
});

/** A server that takes connections and never says a word. */
async function silentServer(): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => { sockets.add(socket.on('error', () => undefined)); }).listen(0, '0.0.0.0');
  await new Promise((done) => server.once('listening', done));
  closers.push(async () => { for (const socket of sockets) socket.destroy(); server.close(); });
  const at = server.address();
  return at && typeof at === 'object' ? at.port : 0;
}

/** A data folder like the healthy one, with something done to its database. */
function damaged(name: string, damage: (data: string) => void): string {
  const copy = join(folder, name);
  expect(spawnSync('cp', ['-a', healthy, copy]).status).toBe(0);
  damage(copy);
  return copy;
}

async function expectOneLine(said: RegExp, env: Variables, options: CommandOptions = {}): Promise<void> {
  const { code, stderr, stdout } = await Command.run('bin/start.mjs', [], { ...options, env: { YAGURA_DATA: join(folder, 'unused'), PORT: String(await freePort()), ...env } }).outcome;
  expect({ stderr, stdout }).toEqual({ stderr: expect.stringMatching(/^yagura: .+\n$/), stdout: '' });
  expect(stderr).toMatch(said);
  expect(code).toBe(1);
}

describe('a start that cannot succeed ends with exit 1 and one clear line', () => {
  it.concurrent('when the port is in use', async () => {
    const port = await silentServer();
    await expectOneLine(new RegExp(`Port ${port} is in use\\. .*PORT=`), { PORT: String(port) });
  });

  it.concurrent('when Node is too old', () => expectOneLine(/Node 18\.20\.4 is too old: 20\.19 or newer/, {}, { node: ['--import', OLD_NODE] }));

  it.concurrent('when the data folder is a file', async () => {
    const data = join(folder, 'file');
    writeFileSync(data, '');
    await expectOneLine(new RegExp(`${data} cannot be written`), { YAGURA_DATA: data });
  });

  it.skipIf(IS_ROOT && !CAN_BE_NOBODY).concurrent('when the data folder may not be written (skipped for root in a checkout that only root may enter: root may write anywhere)', async () => {
    const data = join(folder, 'read-only');
    mkdirSync(data);
    chmodSync(data, 0o555);
    await expectOneLine(new RegExp(`${data} cannot be written: EACCES`), { YAGURA_DATA: data }, IS_ROOT ? { as: NOBODY } : {});
  });

  it.skipIf(!IS_ROOT).concurrent('when root keeps its data where the database\'s own user may not go (skipped when not root: there is no other user then)', async () => {
    const closed = join(folder, 'closed'), data = join(closed, 'data');
    mkdirSync(data, { recursive: true });
    chmodSync(closed, 0o700);
    await expectOneLine(new RegExp(`may not enter ${closed}\\. Run "chmod o\\+x`), { YAGURA_DATA: data });
  });

  it.concurrent('when the database\'s control file is cut off', async () => {
    const data = damaged('no-control', (at) => truncateSync(join(at, 'postgres/global/pg_control'), 100));
    await expectOneLine(/PostgreSQL did not start .*no-control.*pg_control/, { YAGURA_DATA: data });
  });

  it.concurrent('when the database\'s version file is empty', async () => {
    const data = damaged('no-version', (at) => truncateSync(join(at, 'postgres/PG_VERSION')));
    await expectOneLine(/PostgreSQL did not start .*no-version.* is not a valid data directory/, { YAGURA_DATA: data });
  });

  it.concurrent('when the database\'s password is lost', async () => {
    const data = damaged('no-password', (at) => rmSync(join(at, 'postgres-password')));
    await expectOneLine(/no-password\/postgres-password is missing/, { YAGURA_DATA: data });
  });

  it.concurrent('when DATABASE_URL is no address', () => expectOneLine(/DATABASE_URL is not an address of the form postgresql:/, { DATABASE_URL: 'localhost' }));

  it.concurrent('when nothing listens at DATABASE_URL', async () => {
    const port = await freePort();
    await expectOneLine(new RegExp(`The database at 127\\.0\\.0\\.1:${port} does not answer: .*ECONNREFUSED`), { DATABASE_URL: `postgresql://someone:secret@127.0.0.1:${port}/yagura` });
  });

  it.concurrent('when what listens at DATABASE_URL never answers', async () => {
    const port = await silentServer();
    await expectOneLine(/does not answer: .*timeout/, { DATABASE_URL: `postgresql://someone:secret@127.0.0.1:${port}/yagura` });
  });

  it.concurrent('when the PostgreSQL at DATABASE_URL is too old, and asks nothing of it but its version', async () => {
    const old = await startOldPostgres('14.13');
    closers.push(old.stop);
    await expectOneLine(/PostgreSQL 14\.13 is too old: Yagura needs 15 or newer/, { DATABASE_URL: old.url });
  });

  it.concurrent('when YAGURA_SECRET is too short', () => expectOneLine(/YAGURA_SECRET has 9 characters; it needs at least 32/, { YAGURA_SECRET: 'too short' }));

  it.each([['YAGURA_ADMIN_EMAIL', 'aiko@office.example'], ['YAGURA_ADMIN_PASSWORD', 'seven herons over the moat']])('when %s is set alone', async (name, value) => {
    await expectOneLine(/YAGURA_ADMIN_EMAIL and YAGURA_ADMIN_PASSWORD must be set together/, { YAGURA_DATA: healthy, [name]: value });
  });

  it('when another setting is out of its range', () => expectOneLine(/YAGURA_INGEST_THREADS/, { YAGURA_DATA: healthy, YAGURA_INGEST_THREADS: '0' }));

  it('when the first administrator\'s password is too weak', () =>
    expectOneLine(/YAGURA_ADMIN_EMAIL and YAGURA_ADMIN_PASSWORD: .*password/i, { YAGURA_DATA: healthy, YAGURA_ADMIN_EMAIL: 'aiko@office.example', YAGURA_ADMIN_PASSWORD: 'short' }));
});
