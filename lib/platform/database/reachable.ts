import { existsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, resolve } from 'node:path';

/** The folder on the way to `folder` that a user other than root may not enter; undefined when the way is open. `uid` absent: we are that user. */
export function blockedAt(folder: string, uid: number | undefined): string | undefined {
  if (uid === undefined) return undefined;
  for (let at = resolve(folder); at !== dirname(at); at = dirname(at)) {
    if (!existsSync(at)) continue;
    const s = statSync(at);
    if (s.uid !== uid && (s.mode & 0o001) === 0) return at;
  }
  return undefined;
}

/** The system user that root starts PostgreSQL as has no right of its own anywhere: -1 asks for what is open to everybody. */
const ANYBODY = -1;

export function isOpenToAll(folder: string): boolean {
  return process.getuid?.() !== 0 || blockedAt(folder, ANYBODY) === undefined;
}

/** A folder for temporary files that the database's user can enter too. */
export function sharedTmp(): string {
  return [tmpdir(), '/tmp', '/var/tmp'].find((folder) => existsSync(folder) && isOpenToAll(folder)) ?? tmpdir();
}
