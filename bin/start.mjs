import { ensureBundles, ensureWeb, requireNode, root } from './bootstrap.mjs';

const dev = process.argv.includes('--dev');
requireNode();
if (dev) ensureBundles();
else ensureWeb();
process.env.YAGURA_ROOT ??= root;
process.argv.splice(2, process.argv.length, 'start', ...(dev ? ['--dev'] : []));
await import('../dist/cli.mjs');
