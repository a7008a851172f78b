import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { sharedTmp } from '../../../lib/platform/database/reachable';

const root = join(import.meta.dirname, '../../..');
const READY_MS = 120_000;

async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? done(address.port) : fail(new Error('no port'))));
    });
  });
}

export interface InstanceOptions { port?: number; data?: string; env?: Readonly<Record<string, string>> }

/** A whole Yagura as `npm start` runs it, in a data folder of its own. */
export class Instance {
  readonly url: string;
  /** Everything it printed. */
  output = '';
  readonly exited: Promise<number | null>;

  private constructor(readonly child: ChildProcess, readonly port: number, readonly data: string) {
    this.url = `http://localhost:${port}`;
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (b: Buffer) => { this.output += b.toString(); });
    this.exited = new Promise((done) => child.once('exit', (code) => done(code)));
  }

  /** Starts without waiting: for the tests of failures. */
  static async launch(options: InstanceOptions = {}): Promise<Instance> {
    const port = options.port ?? await freePort();
    const data = options.data ?? mkdtempSync(join(sharedTmp(), 'yagura-e2e-'));
    chmodSync(data, 0o755); // PostgreSQL runs as another user when we are root
    const { DATABASE_URL: _, ...inherited } = process.env;
    const child = spawn(process.execPath, [join(root, 'bin/start.mjs')], {
      cwd: root, stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...inherited, YAGURA_DATA: data, YAGURA_ROOT: root, PORT: String(port), YAGURA_LOG_LEVEL: 'warn', ...options.env },
    });
    return new Instance(child, port, data);
  }

  static async start(options: InstanceOptions = {}): Promise<Instance> {
    const instance = await Instance.launch(options);
    await instance.ready();
    return instance;
  }

  async ready(): Promise<void> {
    const text = await Promise.race([this.printed('Yagura is ready'), this.exited.then((code) => `exit ${code}`)]);
    if (text.startsWith('exit')) throw new Error(`Yagura did not start (${text}):\n${this.output}`);
  }

  /** Resolves when `text` has been printed. */
  async printed(text: string): Promise<string> {
    return new Promise((done, fail) => {
      const timer = setTimeout(() => fail(new Error(`"${text}" was not printed within ${READY_MS} ms:\n${this.output}`)), READY_MS);
      const look = () => { if (this.output.includes(text)) { clearTimeout(timer); done(text); } };
      for (const stream of [this.child.stdout, this.child.stderr]) stream?.on('data', look);
      look();
    });
  }

  async stop(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGTERM');
    return this.exited;
  }

  /** Stops and forgets all it stored. */
  async discard(): Promise<void> {
    await this.stop();
    rmSync(this.data, { recursive: true, force: true });
  }
}
