import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { closeThreads } from '../../lib/ingest/thread-pool';
import { systemClock, type Clock } from '../../lib/platform/clock';
import type { Context } from '../../lib/platform/context';
import { closeDb, prisma } from '../../lib/platform/db';
import { log } from '../../lib/platform/log';
import type { Role } from '../../lib/platform/permissions';

export interface TestDatabase {
  /** A superuser's address: sees and may do all, as no part of the product can. */
  url: () => string;
  /** One statement outside row-level security. */
  sql: <R extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<R[]>;
}

function withName(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function asAdmin(url: string, statement: (client: pg.Client) => string): Promise<void> {
  const client = new pg.Client({ connectionString: withName(url, 'postgres') });
  await client.connect();
  try { await client.query(statement(client)); } finally { await client.end(); }
}

/**
 * Gives the test file a real database of its own, cloned from the migrated template, and the environment that the product reads.
 * Call it once at the top of the file or of its outermost `describe`.
 */
export function withDatabase(): TestDatabase {
  const template = inject('templateUrl');
  const name = `yagura_test_${randomBytes(6).toString('hex')}`;
  const url = withName(template, name);
  let admin: pg.Pool | undefined;

  beforeAll(async () => {
    await asAdmin(template, (client) => `CREATE DATABASE ${client.escapeIdentifier(name)} TEMPLATE ${client.escapeIdentifier(new URL(template).pathname.slice(1))}`);
    process.env['DATABASE_URL'] = url;
    process.env['YAGURA_SECRET'] = 'a secret of the tests, long enough to be one';
    process.env['YAGURA_PIPELINE_THREAD'] = inject('pipelineThread');
    admin = new pg.Pool({ connectionString: url, max: 2 });
    admin.on('error', () => undefined); // tests cut connections on purpose
  });

  afterAll(async () => {
    await closeThreads();
    await closeDb();
    await admin?.end();
    await asAdmin(template, (client) => `DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`);
  });

  return {
    url: () => url,
    sql: async <R extends pg.QueryResultRow>(text: string, values: unknown[] = []) => {
      if (!admin) throw new Error('the database is there from beforeAll on');
      return (await admin.query<R>(text, values)).rows;
    },
  };
}

export interface TestTenant {
  tenantId: number;
  /** A context of a user with this role; Master Administrator when none is named. */
  ctx: (role?: Role, clock?: Clock) => Context;
}

/** A fresh tenant: each test its own, so that tests never see each other's rows. */
export async function newTenant(): Promise<TestTenant> {
  const slug = `test-${randomBytes(6).toString('hex')}`;
  const { id: tenantId } = await prisma().tenant.create({ data: { name: slug, slug } });
  return {
    tenantId,
    ctx: (role = 'Master Administrator', clock = systemClock) => ({
      tenantId, actor: { kind: 'user', id: 1, name: 'Aiko Test', role }, clock, log, requestId: `test-${randomBytes(4).toString('hex')}`,
    }),
  };
}
