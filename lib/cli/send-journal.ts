import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** What makes a file cut into the same batches for the same source; a file that has changed is another one. */
export interface JournalKey { path: string; url: string; token: string; format: string; clockSkewSeconds: number | undefined; batchLines: number }

/** Journals of interrupted runs; a finished file leaves none. */
export function stateFolder(): string {
  return join(process.env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'yagura', 'send');
}

/**
 * How many leading batches of a file have been acknowledged, kept on disk so that a run that was stopped goes on there. Without it nothing is lost: the
 * server knows batches that it has for a day.
 */
export class SendJournal {
  #done = 0;
  readonly #later = new Set<number>();
  #writing: Promise<void> = Promise.resolve();

  private constructor(private readonly file: string, readonly skip: number) {
    this.#done = skip;
  }

  /** The journal of this file; undefined where none can be kept. */
  static async open(folder: string, key: JournalKey): Promise<SendJournal | undefined> {
    try {
      const { size, mtimeMs } = await stat(key.path);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const name = createHash('sha256').update(JSON.stringify([resolve(key.path), size, mtimeMs, key.url, key.token, key.format, key.clockSkewSeconds ?? null, key.batchLines])).digest('hex');
      const file = join(folder, `${name}.json`);
      return new SendJournal(file, await readDone(file));
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === undefined) throw thrown;
      return undefined; // a home that cannot be written to costs the convenience, not the records
    }
  }

  /** Batch number `index` of the file is stored; only what has no gap before it counts. */
  async acknowledged(index: number): Promise<void> {
    this.#later.add(index);
    while (this.#later.delete(this.#done)) this.#done++;
    const done = this.#done;
    this.#writing = this.#writing.then(() => this.#write(done));
    return this.#writing;
  }

  async finish(): Promise<void> {
    await this.#writing;
    await rm(this.file, { force: true });
  }

  async #write(done: number): Promise<void> {
    await writeFile(`${this.file}.new`, JSON.stringify({ done }), { mode: 0o600 });
    await rename(`${this.file}.new`, this.file);
  }
}

async function readDone(file: string): Promise<number> {
  const text = await readFile(file, 'utf8').catch((thrown: unknown) => {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw thrown;
  });
  const done = /^\{"done":(\d{1,15})\}$/.exec(text ?? '')?.[1];
  return done === undefined ? 0 : Number(done);
}
