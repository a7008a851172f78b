import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { Instance } from './instance';

/** A database of this run's own on the server that DATABASE_URL names; undefined: the instance brings its own server. */
function ownDatabase(): { url: string; drop: () => Promise<void> } | undefined {
  const named = process.env['DATABASE_URL'];
  if (!named) return undefined;
  const [own, admin] = [new URL(named), new URL(named)];
  own.pathname = `/yagura_e2e_${randomBytes(4).toString('hex')}`;
  admin.pathname = '/postgres';
  return {
    url: own.href,
    drop: async () => {
      const client = new pg.Client({ connectionString: admin.href });
      await client.connect();
      try { await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(own.pathname.slice(1))} WITH (FORCE)`); } finally { await client.end(); }
    },
  };
}

/** One fresh instance for all browser tests: no user, no records. Its address travels in YAGURA_E2E_URL. */
export default async function setup(): Promise<() => Promise<void>> {
  const database = ownDatabase();
  const instance = await Instance.start(database ? { env: { DATABASE_URL: database.url } } : {});
  process.env['YAGURA_E2E_URL'] = instance.url;
  return async () => {
    await instance.discard();
    await database?.drop();
  };
}
