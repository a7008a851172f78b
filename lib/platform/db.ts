import 'server-only';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { env } from './env';
import { log } from './log';
import { PrismaClient } from './generated/prisma/client';

/** The application's database role: bound by row-level security. Migrations create it (prisma/migrations). */
const APP_ROLE = 'yagura_app';
/** The ingest writer's role: outside row-level security, since COPY FROM is refused under it, and able to insert only. */
const INGEST_ROLE = 'yagura_ingest';

const memo = globalThis as typeof globalThis & { yaguraPrisma?: PrismaClient; yaguraIngestPool?: pg.Pool; yaguraAppPool?: pg.Pool };

function poolConfig(role: string, max: number): pg.PoolConfig {
  return { connectionString: env().DATABASE_URL, options: `-c role=${role} -c timezone=UTC`, max, application_name: `yagura-${role}` };
}

/** An idle connection that breaks is replaced at the next use; without a listener it would end the process. */
const note = (error: Error): void => log.warn({ err: error }, 'a database connection broke');

function watched(pool: pg.Pool): pg.Pool {
  return pool.on('error', note);
}

/** One client per process; hot reload keeps it. */
export function prisma(): PrismaClient {
  return (memo.yaguraPrisma ??= new PrismaClient({ adapter: new PrismaPg(poolConfig(APP_ROLE, 10), { onPoolError: note }) }));
}

/** Connections for COPY into received data. */
export function ingestPool(): pg.Pool {
  return (memo.yaguraIngestPool ??= watched(new pg.Pool(poolConfig(INGEST_ROLE, 8))));
}

/** Plain connections under row-level security, for LISTEN, advisory locks and streamed reads. */
export function appPool(): pg.Pool {
  return (memo.yaguraAppPool ??= watched(new pg.Pool(poolConfig(APP_ROLE, 6))));
}

/** Ends every pool of this process; for tests and for the end of commands. */
export async function closeDb(): Promise<void> {
  await Promise.all([memo.yaguraPrisma?.$disconnect(), memo.yaguraIngestPool?.end(), memo.yaguraAppPool?.end()]);
  delete memo.yaguraPrisma;
  delete memo.yaguraIngestPool;
  delete memo.yaguraAppPool;
}
