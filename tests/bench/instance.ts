import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { RuleSource } from '../../lib/engine/sigma/types';
import { PACK_FOLDER } from '../../lib/rules/load-pack';
import { Instance } from '../e2e/support/instance';
import { temporaryFolder } from './server';

export interface BenchInstance { instance: Instance; database: pg.Client; tenant: { tenant: number; ingestToken: string } }

/** Names below `folder` as links, but for `except`, which the caller makes. */
function linkAll(from: string, to: string, except: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) if (name !== except) symlinkSync(join(from, name), join(to, name));
}

/** The product's root with more rules in its built-in pack, made of links; the checkout itself is not touched. */
function rootWith(root: string, rules: readonly RuleSource[]): string {
  const folder = temporaryFolder('root'), pack = join(folder, PACK_FOLDER);
  linkAll(root, folder, 'lib');
  linkAll(join(root, 'lib'), join(folder, 'lib'), 'rules');
  linkAll(join(root, 'lib/rules'), join(folder, 'lib/rules'), 'pack');
  cpSync(join(root, PACK_FOLDER), pack, { recursive: true });
  mkdirSync(join(pack, 'more'));
  rules.forEach(({ text }, i) => writeFileSync(join(pack, 'more', `${i}.yml`), text));
  return folder;
}

/** A fresh whole instance with one tenant, in a data folder of its own, gone afterwards. */
export async function withInstance<T>(root: string, options: { rules?: readonly RuleSource[]; env?: Readonly<Record<string, string>> }, work: (bench: BenchInstance) => Promise<T>): Promise<T> {
  const own = options.rules && options.rules.length > 0 ? rootWith(root, options.rules) : undefined;
  const env = { ...process.env, ...options.env, YAGURA_ROOT: own ?? root, DATABASE_URL: '' };
  const instance = await Instance.start({ env });
  const database = new pg.Client({ connectionString: databaseUrl(instance.data) });
  try {
    await database.connect();
    return await work({ instance, database, tenant: createTenant(root, { ...env, YAGURA_DATA: instance.data }) });
  } finally {
    await database.end();
    await instance.discard();
    if (own && existsSync(own)) rmSync(own, { recursive: true, force: true });
  }
}

const databaseUrl = (data: string): string => (JSON.parse(readFileSync(join(data, 'runtime.json'), 'utf8')) as { databaseUrl: string }).databaseUrl;

function createTenant(root: string, env: NodeJS.ProcessEnv): { tenant: number; ingestToken: string } {
  const made = spawnSync(process.execPath, [join(root, 'bin/yagura.mjs'), 'tenant', 'create', 'Bench', '--json'], { encoding: 'utf8', env });
  if (made.status !== 0) throw new Error(`no tenant could be made: ${made.stderr}`);
  return JSON.parse(made.stdout) as { tenant: number; ingestToken: string };
}
