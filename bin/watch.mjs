// Development: rebuilds the bundles on change; the worker is told by its file's new time (lib/worker/main.ts ends itself and is started again).
import { context } from 'esbuild';
import { bundleOptions } from './build.mjs';

const watching = await context(bundleOptions);
await watching.watch();
process.on('SIGTERM', () => void watching.dispose().then(() => process.exit(0)));
