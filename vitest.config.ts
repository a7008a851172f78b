import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '');

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: `${root}/` },
      // The marker package throws outside a server bundle; its empty half is what a server gets.
      { find: /^server-only$/, replacement: `${root}/node_modules/server-only/empty.js` },
    ],
  },
  test: {
    env: { YAGURA_LOG_LEVEL: process.env['YAGURA_LOG_LEVEL'] ?? 'silent' },
    projects: [
      { extends: true, test: { name: 'engine', include: ['tests/{engine,components,arch}/**/*.test.{ts,tsx}'] } },
      {
        extends: true,
        test: {
          name: 'domains', include: ['tests/{domains,api,ingest,worker}/**/*.test.ts'], globalSetup: ['tests/support/global-setup.ts'],
          pool: 'forks', maxWorkers: 2, testTimeout: 30_000, hookTimeout: 60_000, sequence: { groupOrder: 1 },
        },
      },
      {
        // The running product as a whole: one file at a time and after all others, since each starts processes of its own.
        extends: true,
        test: {
          name: 'process', include: ['tests/process/**/*.test.ts'], globalSetup: ['tests/process/support/global-setup.ts'],
          pool: 'forks', maxWorkers: 1, fileParallelism: false, testTimeout: 180_000, hookTimeout: 180_000, sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
