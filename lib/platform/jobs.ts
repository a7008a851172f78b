import 'server-only';
import { AppError } from './errors';
import type { Tx } from './tx';

/** PostgreSQL's codes for a schema or function that is not there. */
const NO_QUEUE = /3F000|42883/;

/** Queues a job for the worker in the caller's transaction: it runs if and only if that commits. Jobs of one queue run one after another. */
export async function enqueueJob(tx: Tx, task: string, payload: Readonly<Record<string, string | number>>, queue: string): Promise<void> {
  try {
    await tx.$executeRaw`SELECT enqueue_job(${task}, ${JSON.stringify(payload)}::json, ${queue})`;
  } catch (thrown) {
    if (!NO_QUEUE.test(JSON.stringify(thrown)) && !(thrown instanceof Error && NO_QUEUE.test(thrown.message))) throw thrown;
    throw new AppError('busy', 'The background worker has never run on this database. Start it and try again.', { cause: thrown });
  }
}
