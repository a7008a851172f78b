import { spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { environment, freePort, newFolder, ROOT, type Variables } from './environment';
import { descendants, isAlive, processes } from './processes';
import { until } from './until';

export interface ProductOptions { port?: number; data?: string; env?: Variables; as?: { uid: number; gid: number } }

const READY_MS = 150_000;

/** What `npm start` runs, as a terminal holds it: a process group of its own, in a data folder of its own. */
export class Product {
  readonly url: string;
  output = '';
  readonly exited: Promise<number | null>;

  private constructor(private readonly child: ChildProcess, readonly port: number, readonly data: string) {
    this.url = `http://127.0.0.1:${port}`;
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes: Buffer) => { this.output += bytes.toString(); });
    this.exited = new Promise((done) => child.once('exit', (code) => done(code)));
  }

  /** Resolves when it says that it is ready; nothing is left behind when it never does. */
  static async start({ port, data, env, as }: ProductOptions = {}): Promise<Product> {
    const folder = data ?? newFolder(), at = port ?? await freePort();
    if (as) chownSync(folder, as.uid, as.gid);
    const child = spawn(process.execPath, [join(ROOT, 'bin/start.mjs')], {
      cwd: ROOT, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: environment({ YAGURA_DATA: folder, PORT: String(at), ...env }), ...as,
    });
    const product = new Product(child, at, folder);
    try { await until('Yagura is ready', () => product.output.includes('Yagura is ready') || child.exitCode !== null, READY_MS); } finally {
      if (!product.output.includes('Yagura is ready')) await product.discard();
    }
    if (!product.output.includes('Yagura is ready')) throw new Error(`Yagura did not start (exit ${child.exitCode}):\n${product.output}`);
    return product;
  }

  get launcher(): number { return this.child.pid ?? 0; }
  get web(): number | undefined { return this.childOf(/next-server|bin\/next/); }
  get worker(): number | undefined { return this.childOf(/worker\.mjs/); }

  /** The postmaster, by the file that it keeps in its folder. */
  get postgres(): number | undefined {
    const file = join(this.data, 'postgres/postmaster.pid');
    const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0;
    return pid > 0 && isAlive(pid) ? pid : undefined;
  }

  get databaseUrl(): string {
    return (JSON.parse(readFileSync(join(this.data, 'runtime.json'), 'utf8')) as { databaseUrl: string }).databaseUrl;
  }

  private childOf(command: RegExp): number | undefined {
    return processes().find((p) => p.parent === this.launcher && command.test(p.command))?.pid;
  }

  /** Launcher and everything below it; a server that was found running is not below it. */
  all(): number[] {
    return [this.launcher, ...descendants(this.launcher).map((p) => p.pid), ...[this.postgres ?? []].flat()];
  }

  kill(signal: NodeJS.Signals): void { this.child.kill(signal); }

  /** To all of the terminal's processes: Ctrl-C is SIGINT. The database is in a group of its own. */
  killGroup(signal: NodeJS.Signals): void {
    try { process.kill(-this.launcher, signal); } catch (thrown) { if ((thrown as NodeJS.ErrnoException).code !== 'ESRCH') throw thrown; }
  }

  async stop(): Promise<number | null> {
    this.kill('SIGTERM');
    return this.exited;
  }

  /** Ends it whatever state it is in, and forgets its data. */
  async discard(): Promise<void> {
    this.killGroup('SIGKILL');
    await this.exited;
    const left = this.postgres;
    if (left !== undefined) process.kill(left, 'SIGKILL');
    await until('the database has ended', () => !processes().some((p) => p.command.includes(this.data)));
    rmSync(this.data, { recursive: true, force: true });
  }
}
