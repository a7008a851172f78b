import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { environment, ROOT, type Variables } from './environment';

export interface Outcome { code: number | null; stdout: string; stderr: string }

export interface CommandOptions {
  env?: Variables;
  input?: string;
  /** The user to run as. */
  as?: { uid: number; gid: number };
  /** Options of Node itself. */
  node?: readonly string[];
}

/** A script of the product under way. */
export class Command {
  stdout = '';
  stderr = '';
  readonly outcome: Promise<Outcome>;

  private constructor(readonly child: ChildProcess, input: string | undefined) {
    child.stdout?.on('data', (bytes: Buffer) => { this.stdout += bytes.toString(); });
    child.stderr?.on('data', (bytes: Buffer) => { this.stderr += bytes.toString(); });
    child.stdin?.end(input);
    this.outcome = new Promise((done) => child.once('close', (code) => done({ code, stdout: this.stdout, stderr: this.stderr })));
  }

  static run(script: string, args: readonly string[], { env, input, as, node = [] }: CommandOptions = {}): Command {
    return new Command(spawn(process.execPath, [...node, join(ROOT, script), ...args], { cwd: ROOT, env: environment(env), stdio: ['pipe', 'pipe', 'pipe'], ...as }), input);
  }

  get isRunning(): boolean { return this.child.exitCode === null && this.child.signalCode === null; }
}

/** `npx yagura …` */
export const yagura = (args: readonly string[], options?: CommandOptions): Command => Command.run('bin/yagura.mjs', args, options);
