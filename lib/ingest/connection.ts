import 'server-only';
import type { Pool, PoolClient } from 'pg';
import { ingestPool } from '../platform/db';
import { log } from '../platform/log';

/** The writer's pool. A pool reports a lost idle connection as an event; without a listener that would end the process. */
export function writerPool(): Pool {
  const pool = ingestPool();
  if (pool.listenerCount('error') === 0) pool.on('error', (err) => log.warn({ err }, 'idle database connection lost'));
  return pool;
}

/** A writer's connection for one transaction. One that failed is closed, which rolls back what was open, and not given to the next. */
export async function withWriter<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await writerPool().connect();
  const onError = (err: Error): void => log.warn({ err }, 'database connection lost');
  client.on('error', onError);
  let failed = true;
  try {
    const result = await work(client);
    failed = false;
    return result;
  } finally {
    client.off('error', onError);
    client.release(failed);
  }
}
