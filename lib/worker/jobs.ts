import type { JobHelpers, TaskList } from 'graphile-worker';
import { z } from 'zod';
import { pruneAcceptedBatches } from '../ingest/prune-accepted-batches';
import { noteExpiringExceptions } from '../notifications/note-expiring-exceptions';
import { pruneOutbox } from '../notifications/prune-outbox';
import { systemClock } from '../platform/clock';
import type { Context } from '../platform/context';
import { appPool, prisma } from '../platform/db';
import { requestId } from '../platform/ids';
import { log } from '../platform/log';
import { applyRetention } from '../retention/apply-retention';
import { runBackTest } from '../rules/run-back-test';
import { BACK_TEST_JOB } from '../rules/start-back-test';
import { markSilentSources } from '../settings/mark-silent-sources';

/** Day partitions are made this far ahead, so that a worker that is down for days stops nothing. */
const DAYS_AHEAD = 8;

interface Job { name: string; /** Cron, UTC. */ at: string; run: () => Promise<void> }

/** Everything that happens by the clock. A job is single-flight: the library gives each run to one worker. */
export const JOBS: readonly Job[] = [
  {
    name: 'make-partitions', at: '17 */6 * * *',
    run: async () => {
      const { rows } = await appPool().query<{ made: number }>('SELECT ensure_partitions(current_date - 1, $1) AS made', [DAYS_AHEAD]);
      log.info({ made: rows[0]?.made }, 'day partitions');
    },
  },
  { name: 'apply-retention', at: '23 3 * * *', run: async () => log.info(await applyRetention({ clock: systemClock, log }), 'retention applied') },
  { name: 'mark-silent-sources', at: '* * * * *', run: () => forEveryTenant('mark-silent-sources', markSilentSources) },
  { name: 'note-expiring-exceptions', at: '7 * * * *', run: () => forEveryTenant('note-expiring-exceptions', noteExpiringExceptions) },
  { name: 'forget-notifications', at: '31 4 * * *', run: () => forEveryTenant('forget-notifications', pruneOutbox) },
  { name: 'forget-accepted-batches', at: '41 * * * *', run: () => pruneAcceptedBatches() },
];

function jobContext(tenantId: number, name: string): Context {
  return { tenantId, actor: { kind: 'job', name }, clock: systemClock, log, requestId: requestId() };
}

async function forEveryTenant(name: string, run: (ctx: Context) => Promise<unknown>): Promise<void> {
  const tenants = await prisma().tenant.findMany({ select: { id: true } });
  for (const { id } of tenants) await run(jobContext(id, name));
}

const backTestPayload = z.object({ tenantId: z.number().int(), id: z.number().int() });

async function backTest(payload: unknown, { abortSignal }: JobHelpers): Promise<void> {
  const { tenantId, id } = backTestPayload.parse(payload);
  await runBackTest(jobContext(tenantId, BACK_TEST_JOB), id, abortSignal);
}

/** What happens by the clock, and what verbs queue. */
export const taskList: TaskList = { ...Object.fromEntries(JOBS.map((job) => [job.name, () => job.run()])), [BACK_TEST_JOB]: backTest };

/** `fill` catches up on runs that a stopped worker missed within the last day; with a key of its own, each job does so once. */
export const crontab = JOBS.map((job) => `${job.at} ${job.name} ?fill=1d&max=3&jobKey=${job.name}`).join('\n');
