// Development: rebuilds the bundles on change; the launcher sees the new file and starts the worker again.
import { context } from 'esbuild';
import { bundleOptions } from './build.mjs';

const watching = await context(bundleOptions);
await watching.watch();
for (const end of ['SIGTERM', 'disconnect']) process.on(end, () => void watching.dispose().then(() => process.exit(0)));
