import { defineConfig } from '@playwright/test';

const artefacts = 'test-results/e2e';

/** One browser, one server per run (tests/e2e/support/global-setup.ts starts the real thing: PostgreSQL, web, worker). */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: artefacts,
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json']],
  globalSetup: './tests/e2e/support/global-setup.ts',
  use: {
    baseURL: process.env['YAGURA_E2E_URL'],
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'Asia/Tokyo',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(process.env['CHROMIUM_PATH'] ? { executablePath: process.env['CHROMIUM_PATH'] } : {}),
      args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
});
