import { join } from 'node:path';
import pg from 'pg';
import { applyMigrations, schemaDrift } from './schema-engine';
import { readFile } from 'node:fs/promises';
import { StartError } from './start-error';

/** PostgreSQL 15 is the oldest that is tested. */
const SERVER_VERSION_MIN = 150_000;
const CONNECT_MS = 10_000;

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  try { await client.connect(); } catch (cause) {
    const at = new URL(url);
    throw new StartError(`The database at ${at.hostname}:${at.port || 5432} does not answer: ${(cause as Error).message || (cause as { code?: string }).code}`, { cause });
  }
  try { return await work(client); } finally { await client.end(); }
}

async function databaseExists(url: string): Promise<boolean> {
  const admin = new URL(url), name = decodeURIComponent(admin.pathname.slice(1));
  admin.pathname = '/postgres';
  return withClient(admin.href, async (c) => (await c.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])).rowCount === 1);
}

/** Makes the database when the server has none of that name. */
export async function ensureDatabase(url: string): Promise<void> {
  if (await databaseExists(url)) return;
  const admin = new URL(url), name = decodeURIComponent(admin.pathname.slice(1));
  admin.pathname = '/postgres';
  await withClient(admin.href, (c) => c.query(`CREATE DATABASE ${c.escapeIdentifier(name)} TEMPLATE template0 ENCODING 'UTF8'`));
}

/** Day partitions: the schema file knows their parents only. */
async function partitions(url: string): Promise<string[]> {
  return withClient(url, async (c) => (await c.query<{ relname: string }>('SELECT c.relname FROM pg_class c WHERE c.relispartition AND c.relkind = $1', ['r'])).rows.map((r) => `public.${r.relname}`));
}

async function requireVersion(url: string): Promise<void> {
  await withClient(url, async (c) => {
    const { rows } = await c.query<{ number: string; text: string }>("SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS text");
    const row = rows[0];
    if (!row || Number(row.number) < SERVER_VERSION_MIN) throw new StartError(`PostgreSQL ${row?.text} is too old: Yagura needs 15 or newer.`);
  });
}

/** Brings the database to the newest migration and makes the day partitions. Returns the migrations applied now. */
export async function migrate(url: string, root: string): Promise<string[]> {
  await requireVersion(url);
  const applied = await applyMigrations(url, join(root, 'prisma/migrations'), await partitions(url));
  await withClient(url, (c) => c.query('SELECT ensure_partitions(current_date - 1, 8)'));
  return applied;
}

/** SQL that separates the live database from prisma/schema.prisma; empty when there is no drift. */
export async function drift(url: string, root: string): Promise<string> {
  const sql = await schemaDrift(url, await readFile(join(root, 'prisma/schema.prisma'), 'utf8'), await partitions(url));
  return /^\s*(--.*\s*)*$/.test(sql) ? '' : sql;
}
