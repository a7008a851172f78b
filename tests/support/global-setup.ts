import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../lib/platform/database/embedded';
import { ensureDatabase, migrate } from '../../lib/platform/database/migrate';
import { buildPipelineThread } from './build-pipeline-thread';
import { sharedTmp } from '../../lib/platform/database/reachable';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A migrated database that test files clone. */
    templateUrl: string;
    pipelineThread: string;
  }
}

interface Server { url: string; stop: () => Promise<void> }

/** The server that DATABASE_URL names (the tests make and drop databases of their own on it), else one of our own in a temporary folder that forgets durability: it lives for one run. */
async function openServer(): Promise<Server> {
  const named = process.env['DATABASE_URL'];
  if (named) return { url: named, stop: async () => undefined };
  const folder = mkdtempSync(join(sharedTmp(), 'yagura-test-'));
  chmodSync(folder, 0o755);
  const lines: string[] = [];
  const server = await startEmbedded(folder, (line) => lines.push(line));
  const admin = new URL(server.url);
  admin.pathname = '/postgres';
  await withClient(admin.href, async (client) => {
    await client.query('ALTER SYSTEM SET fsync = off');
    await client.query('SELECT pg_reload_conf()');
  });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try { await work(client); } finally { await client.end(); }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const thread = await buildPipelineThread();
  const server = await openServer();
  const template = new URL(server.url);
  template.pathname = `/yagura_template_${randomBytes(4).toString('hex')}`;
  await ensureDatabase(template.href);
  await migrate(template.href, process.cwd());
  project.provide('templateUrl', template.href);
  project.provide('pipelineThread', thread.file);
  return async () => {
    const admin = new URL(server.url);
    admin.pathname = '/postgres';
    await withClient(admin.href, async (client) => { await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(template.pathname.slice(1))} WITH (FORCE)`); });
    await server.stop();
    thread.remove();
  };
}
