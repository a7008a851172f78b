import { startEmbedded, type EmbeddedServer } from '../platform/database/embedded';
import { ensureDatabase, migrate } from '../platform/database/migrate';
import { StartError } from '../platform/database/start-error';
import { env } from '../platform/env';
import { dataFolder, rootFolder } from '../platform/paths';
import { readRuntime } from '../platform/process/runtime-file';
import { installationSecret } from '../platform/process/secret';

export interface OpenDatabase {
  url: string;
  /** The embedded server was running already: another process needs it. */
  adopted: boolean;
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
  private restarting: Promise<EmbeddedServer> | undefined;
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
      this.restarting = startEmbedded(dataFolder(), () => undefined, Number(new URL(this.server.url).port));
      try { this.server = await this.restarting; } catch (thrown) { return thrown instanceof Error ? thrown.message : String(thrown); }
    }
  }

  /** Also when it is just being started again: else that server would outlive us. */
  async stop(): Promise<void> {
    this.stopping = true;
    await (await this.restarting?.catch(() => undefined) ?? this.server).stop();
  }
}

/** The database that this installation works on: DATABASE_URL, else the embedded server of its data folder. Migrated. */
export async function openDatabase(note: (line: string) => void): Promise<OpenDatabase> {
  const given = process.env['DATABASE_URL'];
  if (given) {
    if (!URL.canParse(given) || !given.startsWith('postgres')) throw new StartError('DATABASE_URL is not an address of the form postgresql://user:password@host:5432/name.');
    await ensureDatabase(given);
    await migrate(given, rootFolder());
    return { url: given, adopted: false, close: async () => undefined, failed: NEVER };
  }
  const server = await startEmbedded(dataFolder(), () => undefined);
  try {
    await ensureDatabase(server.url);
    await migrate(server.url, rootFolder());
  } catch (thrown) { await server.stop(); throw thrown; }
  process.env['YAGURA_DATABASE_FOLDER'] = dataFolder();
  const kept = new KeptServer(server, note);
  return { url: server.url, adopted: server.adopted, close: () => kept.stop(), failed: kept.failed };
}

/** Names the database to the rest of the product, and checks the environment as the product will read it. */
export function useDatabase(url: string): void {
  process.env['DATABASE_URL'] = url;
  try { env(); } catch (cause) { throw new StartError((cause as Error).message, { cause }); }
}

/** Runs a command against the database: the running instance's if there is one, else opened for as long as the command takes. */
export async function withCommandDatabase<T>(work: () => Promise<T>): Promise<T> {
  process.env['YAGURA_SECRET'] = installationSecret();
  const running = process.env['DATABASE_URL'] ? undefined : readRuntime();
  const opened = running ? { url: running.databaseUrl, adopted: true, close: async () => undefined } : await openDatabase(() => undefined);
  try {
    useDatabase(opened.url);
    const { closeDb } = await import('../platform/db');
    try { return await work(); } finally { await closeDb(); }
  } finally {
    if (!opened.adopted) await opened.close();
  }
}
