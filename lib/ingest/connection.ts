import 'server-only';
import type { PoolClient } from 'pg';
import { ingestPool } from '../platform/db';
import { log } from '../platform/log';

/** A writer's connection for one transaction. One that failed is closed, which rolls back what was open, and not given to the next. */
export async function withWriter<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await ingestPool().connect();
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
