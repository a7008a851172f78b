import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { freePort, IS_ROOT, newFolder } from './environment';
import { until } from './until';

export const DEBIAN_BIN = '/usr/lib/postgresql/15/bin';
export const hasDebianPostgres = existsSync(join(DEBIAN_BIN, 'initdb'));

export interface OtherServer { url: string; answers: () => Promise<boolean>; stop: () => Promise<void> }

function user(): { uid: number; gid: number } | undefined {
  if (!IS_ROOT) return undefined;
  const id = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  return { uid: id('-u'), gid: id('-g') };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  try { await client.connect(); return (await client.query('SELECT 1')).rowCount === 1; } catch { return false; } finally { await client.end().catch(() => undefined); }
}

/** A throw-away server of Debian's PostgreSQL 15, as an administrator would have one. */
export async function startDebianPostgres(): Promise<OtherServer> {
  const as = user(), data = newFolder(), port = await freePort();
  if (as) chownSync(data, as.uid, as.gid);
  const made = spawnSync(join(DEBIAN_BIN, 'initdb'), ['-D', data, '-U', 'owner', '-A', 'trust', '-E', 'UTF8', '--locale=C'], { ...as, cwd: data, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const server = spawn(join(DEBIAN_BIN, 'postgres'), ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off'], { ...as, cwd: data, stdio: 'ignore' });
  const ended = new Promise<void>((done) => server.once('exit', () => done()));
  const admin = `postgresql://owner@127.0.0.1:${port}/postgres`;
  const stop = async () => {
    server.kill('SIGINT');
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  try { await until('PostgreSQL 15 answers', () => answers(admin)); } catch (thrown) { await stop(); throw thrown; }
  return { url: `postgresql://owner@127.0.0.1:${port}/yagura`, answers: () => answers(admin), stop };
}
