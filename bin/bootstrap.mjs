// What must be true before any of our code can run: Node, installed packages, a build that matches the sources. Node's own modules only.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const NODE_MIN = [20, 19];
const SOURCES = ['proxy.ts', 'app', 'components', 'lib', 'prisma', 'public', 'bin', 'package.json', 'package-lock.json', 'next.config.ts', 'postcss.config.mjs', 'tsconfig.json'];
const BUNDLE_SOURCES = ['lib', 'prisma', 'bin', 'package-lock.json'];

export function fail(line) {
  console.error(`yagura: ${line}`);
  process.exit(1);
}

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < NODE_MIN[0] || (major === NODE_MIN[0] && minor < NODE_MIN[1])) fail(`Node ${process.versions.node} is too old: ${NODE_MIN.join('.')} or newer is needed.`);
}

const sha = (text) => createHash('sha256').update(text).digest('hex');

function files(at) {
  const s = statSync(at, { throwIfNoEntry: false });
  if (!s) return [];
  if (!s.isDirectory()) return [at];
  return readdirSync(at).filter((n) => n !== 'generated' && n !== 'node_modules').flatMap((n) => files(join(at, n)));
}

/** A fingerprint of the sources by content, so that a checkout's new file times do not force a build. */
function fingerprint(places) {
  const hash = createHash('sha256');
  for (const file of places.flatMap((p) => files(join(root, p))).sort()) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest('hex');
}

const stampFile = (name) => join(root, 'dist', `${name}.stamp`);
const stampOf = (name) => (existsSync(stampFile(name)) ? readFileSync(stampFile(name), 'utf8') : '');

export const bundlesAreFresh = () => stampOf('bundles') === fingerprint(BUNDLE_SOURCES);
export const webIsFresh = () => existsSync(join(root, '.next/BUILD_ID')) && stampOf('web') === fingerprint(SOURCES);

export function writeStamp(name) {
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stampFile(name), fingerprint(name === 'web' ? SOURCES : BUNDLE_SOURCES));
}

/**
 * Installs what the lock file says when node_modules is absent or of another lock file. Not `npm ci`: it refuses a lock file in which some other
 * platform's optional binaries could not be resolved when it was written.
 */
export function ensureInstalled() {
  const wanted = sha(readFileSync(join(root, 'package-lock.json')));
  const mark = join(root, 'node_modules/.yagura-lock');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  console.error('Installing packages…');
  const run = spawnSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (run.status !== 0) fail(`"npm install" failed (exit ${run.status ?? run.signal}): see the lines above.`);
  writeFileSync(mark, wanted);
}

/** Runs the build script with what is asked for; its output is shown only when it fails. */
export function build(what) {
  const run = spawnSync(process.execPath, [join(root, 'bin/build.mjs'), what], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (run.status !== 0) fail(`the build failed:\n${run.stdout}${run.stderr}`);
}

export function ensureBundles() {
  ensureInstalled();
  if (!bundlesAreFresh()) build('bundles');
}

export function ensureWeb() {
  ensureBundles();
  if (webIsFresh()) return;
  console.error('Building the console (once, about a minute)…');
  build('web');
}
