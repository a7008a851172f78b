import { startEmbedded } from '../platform/database/embedded';
import { ensureDatabase, migrate } from '../platform/database/migrate';
import { dataFolder, rootFolder } from '../platform/paths';
import { readRuntime } from '../platform/process/runtime-file';
import { installationSecret } from '../platform/process/secret';

export interface OpenDatabase { url: string; close(): Promise<void>; exited: Promise<number | null>; port?: number }

const NEVER = new Promise<null>(() => undefined);

/** The database that this installation works on: DATABASE_URL, else the embedded server of its data folder. Migrated. */
export async function openDatabase(log: (line: string) => void): Promise<OpenDatabase> {
  const given = process.env['DATABASE_URL'];
  if (given) {
    await ensureDatabase(given);
    await migrate(given, rootFolder());
    return { url: given, close: async () => undefined, exited: NEVER };
  }
  const server = await startEmbedded(dataFolder(), log);
  try {
    await ensureDatabase(server.url);
    await migrate(server.url, rootFolder());
  } catch (thrown) { await server.stop(); throw thrown; }
  return { url: server.url, close: () => server.stop(), exited: server.exited };
}

/** Runs a command against the database: the running instance's if there is one, else opened for as long as the command takes. */
export async function withCommandDatabase<T>(work: () => Promise<T>): Promise<T> {
  process.env['YAGURA_SECRET'] ??= installationSecret();
  const running = process.env['DATABASE_URL'] ? undefined : readRuntime();
  const opened = running ? { url: running.databaseUrl, close: async () => undefined } : await openDatabase(() => undefined);
  process.env['DATABASE_URL'] = opened.url;
  const { closeDb } = await import('../platform/db');
  try { return await work(); } finally {
    await closeDb();
    await opened.close();
  }
}
