import { Logger, run } from 'graphile-worker';
import { closeDb } from '../platform/db';
import { env } from '../platform/env';
import { log } from '../platform/log';
import { listenerSettings } from '../syslog/listener-settings';
import { SyslogRunner } from '../syslog/syslog-runner';
import { AssetLoop } from './asset-loop';
import { CorrelationLoop } from './correlation-loop';
import { crontab, taskList } from './jobs';
import { NotificationLoop } from './notification-loop';

const LEVELS = { error: 'error', warning: 'warn', info: 'debug', debug: 'trace' } as const;

/** The background process: correlation, assets, notifications, jobs and the syslog listener. SIGTERM finishes the step and the jobs under way and stores what syslog took, then ends. */
async function main(): Promise<void> {
  const syslog = new SyslogRunner(listenerSettings());
  const jobs = await run({
    connectionString: env().DATABASE_URL, taskList, crontab, concurrency: 2, noHandleSignals: true,
    logger: new Logger(() => (level, message) => log[LEVELS[level]]({ component: 'jobs' }, message)),
  });
  const correlation = new CorrelationLoop();
  correlation.start();
  const assets = new AssetLoop();
  assets.start();
  const notifications = new NotificationLoop();
  notifications.start();
  await syslog.start();
  log.info('worker is ready');
  const signal = await new Promise<string>((done) => { for (const s of ['SIGTERM', 'SIGINT'] as const) process.once(s, () => done(s)); });
  log.info({ signal }, 'worker stops');
  await Promise.all([syslog.stop(), correlation.stop(), assets.stop(), notifications.stop(), jobs.stop()]);
  await closeDb();
}

main().then(() => process.exit(0), (thrown: unknown) => {
  log.fatal({ err: thrown }, 'worker ended');
  process.exit(1);
});
