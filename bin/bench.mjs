// npm run bench [-- detect|ingest|correlate|correlate-quality|correlate-life|search|console|load|growth …] [--full]: measures and prints; asserts nothing about speed. Exit ≠ 0 when something is wrong.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ensureBundles, ensureWeb, fail, requireNode, root } from './bootstrap.mjs';
import { bundleOptions } from './build.mjs';

/** Parts that run the whole product need the built console; the others need the bundles only. */
const PARTS = { detect: ensureBundles, ingest: ensureWeb, correlate: ensureBundles, 'correlate-quality': ensureBundles, 'correlate-life': ensureBundles, search: ensureBundles, console: ensureWeb, load: ensureWeb, growth: ensureWeb };
/** As deep below the root as the sources are, since the test support finds the root from its own place. */
const OUT = join(root, 'dist/tests/bench');

requireNode();
const args = process.argv.slice(2);
const full = args.includes('--full');
const named = args.filter((arg) => arg !== '--full');
const unknown = named.find((name) => !(name in PARTS));
if (unknown) fail(`there is no benchmark "${unknown}": ${Object.keys(PARTS).join(', ')}, or none for all of them; --full for full sizes.`);
const parts = named.length > 0 ? named : Object.keys(PARTS);
for (const part of parts) PARTS[part]();

const entries = ['machine', 'ingest-sender', ...parts].map((name) => join(root, `tests/bench/${name}.ts`));
await build({ ...bundleOptions, entryPoints: entries, outdir: OUT });

function run(name) {
  const file = join(OUT, `${name}.mjs`);
  if (!existsSync(file)) fail(`${file} was not built.`);
  const { status, signal } = spawnSync(process.execPath, ['--expose-gc', '--enable-source-maps', file], {
    cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, NODE_ENV: 'production', YAGURA_ROOT: root, YAGURA_BENCH_FULL: full ? '1' : '0', YAGURA_LOG_LEVEL: 'warn' },
  });
  if (status !== 0) console.error(`bench ${name}: exit ${status ?? signal}`);
  return status === 0;
}

const results = ['machine', ...parts].map(run);
process.exit(results.every(Boolean) ? 0 : 1);
