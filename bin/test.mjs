// npm test: checks, unit and database tests, browser tests; then one line of totals. --only check|unit|e2e runs a part.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureWeb, requireNode, root } from './bootstrap.mjs';
import { findChromium } from './chromium.mjs';

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;
const rest = process.argv.includes('--') ? process.argv.slice(process.argv.indexOf('--') + 1) : [];
const results = join(root, 'test-results');
const total = { passed: 0, failed: 0, skipped: 0 };
let broken = false;

function run(args, env = {}) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, YAGURA_ROOT: root, ...env } });
  if (status !== 0) broken = true;
}

const readJson = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);

function unit() {
  const file = join(results, 'vitest.json');
  rmSync(file, { force: true });
  run([join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...rest]);
  const report = readJson(file);
  if (!report) { broken = true; return; }
  total.passed += report.numPassedTests;
  total.failed += report.numFailedTests;
  total.skipped += report.numPendingTests + (report.numTodoTests ?? 0);
}

async function e2e() {
  ensureWeb();
  const file = join(results, 'playwright.json');
  rmSync(file, { force: true });
  run([join(root, 'node_modules/@playwright/test/cli.js'), 'test', ...rest], { CHROMIUM_PATH: await findChromium(), PLAYWRIGHT_JSON_OUTPUT_FILE: file });
  const stats = readJson(file)?.stats;
  if (!stats) { broken = true; return; }
  total.passed += stats.expected + stats.flaky;
  total.failed += stats.unexpected;
  total.skipped += stats.skipped;
}

requireNode();
ensureWeb();
mkdirSync(results, { recursive: true });
if (!only || only === 'check') run([join(root, 'bin/check.mjs')]);
if (!only || only === 'unit') unit();
if (!only || only === 'e2e') await e2e();
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(broken || total.failed > 0 ? 1 : 0);
