import { mkdtemp, rm, chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbedded } from '../platform/database/embedded';
import { drift, ensureDatabase, migrate } from '../platform/database/migrate';
import { rootFolder } from '../platform/paths';
import { sharedTmp } from '../platform/database/reachable';

/** SQL that separates what the migrations make from prisma/schema.prisma; empty when they agree. Uses a throw-away server. */
export async function findDrift(): Promise<string> {
  const folder = await mkdtemp(join(sharedTmp(), 'yagura-drift-'));
  await chmod(folder, 0o755); // the server may run as another user than we do
  const server = await startEmbedded(folder, () => undefined);
  try {
    await ensureDatabase(server.url);
    await migrate(server.url, rootFolder());
    return await drift(server.url, rootFolder());
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
