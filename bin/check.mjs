// npm run check: types, lint, import table, dead code, architecture tests, schema drift. Two at a time; every failure is shown.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBundles, requireNode, root } from './bootstrap.mjs';

requireNode();
ensureBundles();
const bin = (path) => [process.execPath, join(root, 'node_modules', path)];
const CHECKS = [
  ['types', [...bin('next/dist/bin/next'), 'typegen'], [...bin('typescript/bin/tsc'), '--noEmit', '-p', '.']],
  ['lint', [...bin('oxlint/bin/oxlint'), '--deny-warnings']],
  ['import table', [...bin('dependency-cruiser/bin/dependency-cruise.mjs'), 'app', 'components', 'lib', '--config', '.dependency-cruiser.cjs']],
  ['dead code', [...bin('knip/bin/knip.js')]],
  ['architecture', [...bin('vitest/vitest.mjs'), 'run', '--project', 'engine', 'tests/arch', '--reporter=dot']],
  ['schema drift', [process.execPath, join(root, 'dist/cli.mjs'), 'drift']],
];

function run([command, ...args]) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, env: { ...process.env, YAGURA_ROOT: root, YAGURA_LOG_LEVEL: 'error' } });
    let output = '';
    child.stdout.on('data', (b) => { output += b; });
    child.stderr.on('data', (b) => { output += b; });
    child.on('close', (code) => done({ code, output }));
  });
}

const queue = [...CHECKS];
let failed = 0;
async function work() {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const [name, ...steps] = next, started = performance.now();
    let last = { code: 0, output: '' };
    for (const step of steps) if (last.code === 0) last = await run(step);
    console.log(`${last.code === 0 ? 'ok  ' : 'FAIL'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
    if (last.code !== 0) { failed++; console.log(last.output); }
  }
}
await Promise.all([work(), work()]);
process.exit(failed ? 1 : 0);
