import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const RSYSLOGD = '/usr/sbin/rsyslogd';
const READY_MS = 10_000;

async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? done(address.port) : fail(new Error('no port'))));
    });
  });
}

async function deliver(port: number, line: string): Promise<void> {
  return new Promise((done, fail) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(`${line}\n`)).once('error', fail).once('close', () => done());
  });
}

/** A real rsyslogd with this configuration behind a TCP input of its own. */
export async function runRsyslog(configuration: string): Promise<{ send: (line: string) => Promise<void>; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'yagura-rsyslog-')), port = await freePort();
  const file = join(folder, 'rsyslog.conf');
  writeFileSync(file, `global(workDirectory="${folder}")\nmodule(load="imtcp")\ninput(type="imtcp" port="${port}" address="127.0.0.1")\n${configuration}\n`);
  const child = spawn(RSYSLOGD, ['-n', '-f', file, '-i', join(folder, 'pid')], { stdio: 'ignore' });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const until = Date.now() + READY_MS;
  const send = async (line: string): Promise<void> => {
    for (;;) {
      try {
        return await deliver(port, line);
      } catch (thrown) {
        if (Date.now() > until) throw thrown;
        await new Promise((wait) => setTimeout(wait, 100));
      }
    }
  };
  return { send, stop: async () => { child.kill('SIGTERM'); await ended; rmSync(folder, { recursive: true, force: true }); } };
}
