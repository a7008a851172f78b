import { spawn } from 'node:child_process';
import { unwatchFile, watchFile } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from '../platform/database/start-error';
import { dataFolder, rootFolder } from '../platform/paths';
import { readRuntime, removeRuntime, writeRuntime } from '../platform/process/runtime-file';
import { installationSecret } from '../platform/process/secret';
import { Supervised } from '../platform/process/supervise';
import { listenerSettings } from '../syslog/listener-settings';
import { openDatabase, useDatabase } from './database';

export interface StartOptions { port: number; host: string; dev: boolean }

const READY_MS = 60_000;
const say = (line: string) => process.stderr.write(`${line}\n`);

async function requireFreePort(port: number, host: string): Promise<void> {
  await new Promise<void>((done, fail) => {
    const probe = createServer();
    probe.once('error', (e: NodeJS.ErrnoException) => fail(new StartError(
      e.code === 'EADDRINUSE' ? `Port ${port} is in use. Stop what uses it, or choose another: PORT=3001 npm start` : `Port ${port} on ${host} cannot be opened: ${e.message}`)));
    probe.listen(port, host, () => probe.close(() => done()));
  });
}

/** Two launchers on one data folder would stop each other's database. A process number comes again, so the other must also answer. */
async function requireAlone(): Promise<void> {
  const other = readRuntime();
  if (!other || other.pid === process.pid) return;
  const answers = await fetch(`${other.url}/api/health/live`, { signal: AbortSignal.timeout(2_000) }).then((r) => r.ok, () => false);
  if (answers) throw new StartError(`Yagura runs already on ${dataFolder()}: ${other.url} (process ${other.pid}). Stop it, or set YAGURA_DATA to another folder.`);
}

/** The worker would refuse them, too, but only after the console is up. */
function requireListenerSettings(): void {
  try { listenerSettings(); } catch (thrown) { throw new StartError(thrown instanceof Error ? thrown.message : String(thrown)); }
}

async function createAdministrator(): Promise<void> {
  const email = process.env['YAGURA_ADMIN_EMAIL'], password = process.env['YAGURA_ADMIN_PASSWORD'];
  if (!email && !password) return;
  if (!email || !password) throw new StartError('YAGURA_ADMIN_EMAIL and YAGURA_ADMIN_PASSWORD must be set together.');
  const { ensureAdministrator } = await import('../users/ensure-administrator');
  const { closeDb } = await import('../platform/db');
  try { await ensureAdministrator({ email, password }); } finally { await closeDb(); }
}

async function waitUntilReady(url: string, given: Promise<string>): Promise<void> {
  const started = Date.now();
  const failed = given.then((line) => { throw new StartError(line); });
  const poll = async () => {
    while (Date.now() - started < READY_MS) {
      const ok = await fetch(`${url}/api/health/ready`).then((r) => r.ok, () => false);
      if (ok) return;
      await sleep(100);
    }
    throw new StartError(`The console did not answer on ${url} within ${READY_MS / 1000} s.`);
  };
  await Promise.race([poll(), failed]);
}

function children(options: StartOptions, env: NodeJS.ProcessEnv): Supervised[] {
  const cwd = rootFolder();
  const next = join(cwd, 'node_modules/next/dist/bin/next');
  const web = [next, options.dev ? 'dev' : 'start', '-p', String(options.port), '-H', options.host];
  return [
    new Supervised({ name: 'web', args: web, cwd, env: { ...env, YAGURA_PROCESS: 'web', NODE_ENV: options.dev ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' } }, say),
    new Supervised({ name: 'worker', args: ['--enable-source-maps', join(cwd, 'dist/worker.mjs')], cwd, env: { ...env, YAGURA_PROCESS: 'worker', NODE_ENV: 'production' } }, say),
  ];
}

/** Rebuilds the bundles when their sources change, and starts the worker again from the new one. */
function watchBundles(worker: () => Supervised | undefined): { stop(): void } {
  const watcher = spawn(process.execPath, [join(rootFolder(), 'bin/watch.mjs')], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const bundle = join(rootFolder(), 'dist/worker.mjs');
  watchFile(bundle, { interval: 500 }, () => worker()?.restart());
  return { stop: () => { unwatchFile(bundle); watcher.kill(); } };
}

/** `npm start`: database, migrations, web and worker, until a signal or a failure. Returns the exit code. */
export async function start(options: StartOptions): Promise<number> {
  requireListenerSettings();
  await requireAlone();
  await requireFreePort(options.port, options.host);
  const url = process.env['YAGURA_URL'] ?? `http://localhost:${options.port}`;
  process.env['YAGURA_SECRET'] = installationSecret();
  const signal = new Promise<string>((done) => { for (const s of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(s, () => done('')); });
  const database = await openDatabase(say);
  const running: Supervised[] = [];
  const watcher = options.dev ? watchBundles(() => running.find((c) => c.name === 'worker')) : undefined;
  try {
    process.env['YAGURA_URL'] = url;
    useDatabase(database.url);
    await createAdministrator();
    writeRuntime({ pid: process.pid, url, databaseUrl: database.url });
    running.push(...children(options, process.env));
    const failure = Promise.race([...running.map((c) => c.failed), database.failed]);
    const early = await Promise.race([waitUntilReady(`http://127.0.0.1:${options.port}`, failure).then(() => undefined), signal]);
    if (early === undefined) say(`\n  Yagura is ready: ${url}\n  Ctrl-C stops it.\n`);
    const line = early ?? await Promise.race([signal, failure]);
    if (line) say(`yagura: ${line}`);
    return line ? 1 : 0;
  } finally {
    watcher?.stop();
    await Promise.all(running.map((c) => c.stop()));
    removeRuntime();
    await database.close();
  }
}
