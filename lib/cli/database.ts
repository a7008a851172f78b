import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbedded, type EmbeddedServer } from '../platform/database/embedded';
import { ensureDatabase, migrate } from '../platform/database/migrate';
import { dataFolder, rootFolder } from '../platform/paths';
import { readRuntime } from '../platform/process/runtime-file';
import { installationSecret } from '../platform/process/secret';

export interface OpenDatabase {
  url: string;
  close(): Promise<void>;
  /** Resolves with one line when the embedded server cannot be kept alive; never for a server of somebody else's. */
  failed: Promise<string>;
}

const NEVER = new Promise<never>(() => undefined);
const RESTARTS_MAX = 5;
const RESTART_WINDOW_MS = 60_000;

/** The embedded server, started again on the same port when it dies. */
class KeptServer {
  readonly failed: Promise<string>;
  private stopping = false;
  private deaths: number[] = [];

  constructor(private server: EmbeddedServer, private readonly note: (line: string) => void) {
    this.failed = this.keep();
  }

  private async keep(): Promise<string> {
    for (;;) {
      const code = await this.server.exited;
      if (this.stopping) return NEVER;
      const now = Date.now();
      this.deaths = [...this.deaths.filter((t) => now - t < RESTART_WINDOW_MS), now];
      if (this.deaths.length > RESTARTS_MAX) return `PostgreSQL ended ${this.deaths.length} times in a minute (exit ${code}); giving up. Nothing that was acknowledged is lost.`;
      this.note(`PostgreSQL ended (exit ${code}); starting it again.`);
      try { this.server = await restart(this.server); } catch (thrown) { return thrown instanceof Error ? thrown.message : String(thrown); }
    }
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.server.stop();
  }
}

const RETRY_MS = 250;
const RETRIES_MAX = 40;

/** The processes of a killed server hold its memory for a moment: the new one starts when they are gone. */
async function restart(dead: EmbeddedServer): Promise<EmbeddedServer> {
  for (let tried = 1; ; tried++) {
    try { return await startEmbedded(dataFolder(), () => undefined, Number(new URL(dead.url).port)); } catch (thrown) {
      if (tried === RETRIES_MAX) throw thrown;
      await sleep(RETRY_MS);
    }
  }
}

/** The database that this installation works on: DATABASE_URL, else the embedded server of its data folder. Migrated. */
export async function openDatabase(note: (line: string) => void): Promise<OpenDatabase> {
  const given = process.env['DATABASE_URL'];
  if (given) {
    await ensureDatabase(given);
    await migrate(given, rootFolder());
    return { url: given, close: async () => undefined, failed: NEVER };
  }
  const server = await startEmbedded(dataFolder(), () => undefined);
  try {
    await ensureDatabase(server.url);
    await migrate(server.url, rootFolder());
  } catch (thrown) { await server.stop(); throw thrown; }
  const kept = new KeptServer(server, note);
  return { url: server.url, close: () => kept.stop(), failed: kept.failed };
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
