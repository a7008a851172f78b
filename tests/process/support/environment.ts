import { createServer } from 'node:net';
import { chmodSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { isOpenToAll, sharedTmp } from '../../../lib/platform/database/reachable';

export const ROOT = join(import.meta.dirname, '../../..');
export const IS_ROOT = process.getuid?.() === 0;
/** Whether the product can be run as another user: root may do so, from a checkout that others may enter. */
export const CAN_BE_NOBODY = IS_ROOT && isOpenToAll(ROOT);

export type Variables = Readonly<Record<string, string>>;

/** Settings of the test runner and of any other Yagura. */
const FOREIGN = /^(YAGURA_.*|VITEST.*|NODE_ENV|DATABASE_URL|PORT|HOST|TEST|DEV|PROD|MODE|SSR|BASE_URL)$/;

/** What a person's shell would hand to a command, and the test's own variables. */
export function environment(own: Variables = {}): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of Object.keys(env)) if (FOREIGN.test(name)) Reflect.deleteProperty(env, name);
  return Object.assign(env, { YAGURA_LOG_LEVEL: 'silent' }, own);
}

/** A folder that also the database's own user may enter. */
export function newFolder(): string {
  const folder = mkdtempSync(join(sharedTmp(), 'yagura-process-'));
  chmodSync(folder, 0o755);
  return folder;
}

export async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? done(address.port) : fail(new Error('no port'))));
    });
  });
}
