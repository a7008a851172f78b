// node bin/build.mjs [bundles|web|all]: Prisma client, then the bundles of command, worker and threads (dist/), then the console (.next/).
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root, writeStamp } from './bootstrap.mjs';

const ENTRIES = { cli: 'lib/cli/main.ts', worker: 'lib/worker/main.ts', 'pipeline-thread': 'lib/ingest/pipeline-thread.ts' };

function run(script, args, env = {}) {
  const done = spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

/** `generate` never calls the schema engine, but looks for one: naming any program keeps it from downloading. */
export function generateClient() {
  run('prisma/build/index.js', ['generate'], { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' });
}

const serverOnly = {
  name: 'server-only',
  setup(b) {
    b.onResolve({ filter: /^server-only$/ }, (args) => ({ path: args.path, namespace: 'empty' }));
    b.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: '' }));
  },
};

export const bundleOptions = {
  absWorkingDir: root, entryPoints: ENTRIES, outdir: join(root, 'dist'), outExtension: { '.js': '.mjs' }, bundle: true, platform: 'node', format: 'esm',
  target: 'node20', packages: 'external', sourcemap: true, plugins: [serverOnly], logLevel: 'warning',
};

if (process.argv[1]?.endsWith('build.mjs')) {
  const what = process.argv[2] ?? 'all';
  if (what !== 'web') {
    generateClient();
    await build(bundleOptions);
    writeStamp('bundles');
  }
  if (what !== 'bundles') {
    // The compiler's memory of the last build does not notice changed message files (JSON).
    rmSync(join(root, '.next/cache/.tsbuildinfo'), { force: true });
    run('next/dist/bin/next', ['build'], { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' });
    writeStamp('web');
  }
}
