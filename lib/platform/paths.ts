import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { isOpenToAll } from './database/reachable';

/** The folder of the checkout: everything that is read at run time (rules, migrations, bundles) is below it. */
export function rootFolder(): string {
  return process.env['YAGURA_ROOT'] ?? process.cwd();
}

/** Where state of the machine is kept by custom; used only when we are root and the checkout lies where the database's user may not go. */
export const SYSTEM_FOLDER = '/var/lib/yagura';

/**
 * Where this installation keeps its own state: the embedded database, the secret, the addresses of what is running. `.data` in the checkout, unless
 * root alone may enter it (PostgreSQL runs as another user then): in that case a folder of this checkout's own below /var/lib/yagura.
 */
export function dataFolder(): string {
  const given = process.env['YAGURA_DATA'];
  if (given) return given;
  const root = rootFolder();
  if (isOpenToAll(root)) return join(root, '.data');
  return join(SYSTEM_FOLDER, createHash('sha256').update(root).digest('hex').slice(0, 12));
}
