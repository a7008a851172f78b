// Finds a Chromium for the browser tests: named by CHROMIUM_PATH, on the PATH, Playwright's own, else Debian's package when root.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fail } from './bootstrap.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const onPath = () => (process.env.PATH ?? '').split(delimiter).flatMap((dir) => NAMES.map((n) => join(dir, n))).find((p) => existsSync(p));

async function playwrights() {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

function install() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  console.error('Installing Debian\'s Chromium for the browser tests…');
  const apt = (...args) => spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0;
  apt('update');
  return apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk') ? onPath() : undefined;
}

export async function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named && !existsSync(named)) fail(`CHROMIUM_PATH names ${named}, which is not there.`);
  const found = named ?? onPath() ?? (await playwrights()) ?? install();
  if (!found) fail('no Chromium found: set CHROMIUM_PATH, put one on the PATH, or run "npx playwright install chromium".');
  return found;
}
