import { spawnSync } from 'node:child_process';
import { ROOT } from './environment';

/** The product is built before the first test, so that no test waits for it or meets its output. */
export function setup(): void {
  const { status } = spawnSync(process.execPath, ['-e', 'import("./bin/bootstrap.mjs").then((bootstrap) => bootstrap.ensureWeb())'], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error('the product could not be built');
}
