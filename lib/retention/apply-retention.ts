import 'server-only';
import { utcDay, type Clock } from '../platform/clock';
import type { Log } from '../platform/log';
import type { RetentionRun } from './model';
import { findPartitionsBefore, forgetPartition } from './store';

/** PostgreSQL's code for a lock that was not given in time. */
const LOCKED = /55P03/;

/** Forgets, for every tenant, what its retention no longer keeps. One transaction per partition, so that a stop half-way loses nothing. A job's verb. */
export async function applyRetention({ clock, log }: { clock: Clock; log: Log }): Promise<RetentionRun> {
  const today = utcDay(clock.now());
  const run: RetentionRun = { dropped: 0, deletedRows: 0, waiting: 0 };
  for (const name of await findPartitionsBefore(today)) {
    try {
      const gone = await forgetPartition(name, today);
      if (gone < 0) run.dropped++; else run.deletedRows += gone;
    } catch (thrown) {
      if (!(thrown instanceof Error) || !LOCKED.test(thrown.message + JSON.stringify(thrown))) throw thrown;
      run.waiting++;
      log.warn({ partition: name }, 'a partition is being read; retention tries again at its next run');
    }
  }
  return run;
}
