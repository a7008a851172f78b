import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ChildSpec { name: string; args: readonly string[]; env: NodeJS.ProcessEnv; cwd: string }

const RESTARTS_MAX = 5;
const RESTART_WINDOW_MS = 60_000;
const STOP_MS = 20_000;
/** Runs first in every child: when the channel to us breaks because we were killed, the child ends too and frees its port. */
const END_WITH_PARENT = "data:text/javascript,process.once('disconnect',()=>process.kill(process.pid,'SIGTERM'))";

/**
 * Keeps one child process running: restarts it when it dies, gives up when it dies more than five times in a minute.
 * `failed` resolves with one line when it gave up.
 */
export class Supervised {
  readonly failed: Promise<string>;
  private child: ChildProcess | undefined;
  private stopping = false;
  private deaths: number[] = [];
  private giveUp: (line: string) => void = () => undefined;

  constructor(private readonly spec: ChildSpec, private readonly note: (line: string) => void) {
    this.failed = new Promise((done) => { this.giveUp = done; });
    this.launch();
  }

  get name(): string { return this.spec.name; }

  private launch(): void {
    const { args, env, cwd } = this.spec;
    const child = spawn(process.execPath, ['--import', END_WITH_PARENT, ...args], { cwd, env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.child = child;
    child.once('exit', (code, signal) => void this.onExit(code, signal));
  }

  private async onExit(code: number | null, signal: NodeJS.Signals | null): Promise<void> {
    if (this.stopping) return;
    const now = Date.now();
    this.deaths = [...this.deaths.filter((t) => now - t < RESTART_WINDOW_MS), now];
    const how = `${this.spec.name} ended (${signal ?? `exit ${code}`})`;
    if (this.deaths.length > RESTARTS_MAX) return this.giveUp(`${how} ${this.deaths.length} times in a minute; giving up. Its last lines are above.`);
    this.note(`${how}; starting it again.`);
    await sleep(200 * this.deaths.length);
    if (!this.stopping) this.launch();
  }

  /** Ends the child, which then starts again from what lies on disk now; that is no death. */
  restart(): void {
    this.deaths = [];
    this.child?.kill('SIGTERM');
  }

  /** Asks once, then insists after 20 s. */
  async stop(): Promise<void> {
    this.stopping = true;
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise<void>((done) => child.once('exit', () => done()));
    child.kill('SIGTERM');
    const insist = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await exited;
    clearTimeout(insist);
  }
}
