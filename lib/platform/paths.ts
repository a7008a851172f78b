import { join } from 'node:path';

/** The folder of the checkout: everything that is read at run time (rules, migrations, bundles) is below it. */
export function rootFolder(): string {
  return process.env['YAGURA_ROOT'] ?? process.cwd();
}

/** Where this installation keeps its own state: the embedded database, the secret, the addresses of what is running. */
export function dataFolder(): string {
  return process.env['YAGURA_DATA'] ?? join(rootFolder(), '.data');
}
