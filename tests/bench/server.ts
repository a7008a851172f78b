import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../../lib/platform/database/embedded';
import { ensureDatabase } from '../../lib/platform/database/migrate';
import { sharedTmp } from '../../lib/platform/database/reachable';

export interface BenchServer { url: string; client: pg.Client }

/** A folder that the database's own system user may enter. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(sharedTmp(), `yagura-bench-${name}-`));
  chmodSync(folder, 0o755);
  return folder;
}

/** An embedded PostgreSQL of its own, with the settings and the durability that the product gives it; gone afterwards. */
export async function withServer<T>(work: (server: BenchServer) => Promise<T>): Promise<T> {
  const folder = temporaryFolder('database');
  const server = await startEmbedded(folder, () => undefined);
  const client = new pg.Client({ connectionString: server.url });
  try {
    await ensureDatabase(server.url);
    await client.connect();
    return await work({ url: server.url, client });
  } finally {
    await client.end();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
