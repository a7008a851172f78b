import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const RSYSLOGD = '/usr/sbin/rsyslogd';
export const hasRsyslog = existsSync(RSYSLOGD);
export const hasLogger = spawnSync('logger', ['--version']).status === 0;

export interface RsyslogOptions { port: number; format: 'RSYSLOG_SyslogProtocol23Format' | 'RSYSLOG_TraditionalForwardFormat'; framing: 'octet-counted' | 'traditional' }

/** rsyslog as an administrator sets it up: it follows a file and forwards each line over TCP, keeping what it cannot send. */
export class Rsyslog {
  readonly #folder = mkdtempSync(join(tmpdir(), 'yagura-rsyslog-'));
  readonly #file = join(this.#folder, 'app.log');
  readonly #process: ChildProcess;

  constructor({ port, format, framing }: RsyslogOptions) {
    const config = join(this.#folder, 'rsyslog.conf');
    writeFileSync(this.#file, '');
    writeFileSync(config, [
      `global(workDirectory="${this.#folder}")`,
      'module(load="imfile")',
      `input(type="imfile" file="${this.#file}" tag="app:" severity="info" facility="local0" freshStartTail="off")`,
      `action(type="omfwd" target="127.0.0.1" port="${port}" protocol="tcp" TCP_Framing="${framing}" template="${format}" queue.type="LinkedList" queue.size="20000" action.resumeRetryCount="-1" action.resumeInterval="1")`,
    ].join('\n') + '\n');
    this.#process = spawn(RSYSLOGD, ['-n', '-f', config, '-i', join(this.#folder, 'pid')], { stdio: 'ignore' });
  }

  /** Writes numbered lines into the file that it follows. */
  log(first: number, count: number): void {
    appendFileSync(this.#file, Array.from({ length: count }, (_, i) => `order ${first + i} was paid\n`).join(''));
  }

  async stop(): Promise<void> {
    const exited = once(this.#process, 'exit');
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      this.#process.kill('SIGTERM');
      await exited;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** The numbers in stored messages, in their order. */
export const ordersIn = (messages: readonly string[]): number[] => messages.map((message) => Number(/order (\d+) was paid$/.exec(message)?.[1]));
