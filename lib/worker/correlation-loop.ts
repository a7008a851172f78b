import pg from 'pg';
import { listBehind } from '../alerts/list-behind';
import { correlateTenant } from '../alerts/correlate-tenant';
import { systemClock } from '../platform/clock';
import type { Context } from '../platform/context';
import { env } from '../platform/env';
import { requestId } from '../platform/ids';
import { log } from '../platform/log';

/** Looked at even without a notification: a notification sent while nobody listened is not repeated. */
const POLL_MS = 5_000;
const RETRY_MS = 1_000;

function jobContext(tenantId: number): Context {
  return { tenantId, actor: { kind: 'job', name: 'correlation' }, clock: systemClock, log, requestId: requestId() };
}

/** Correlates every tenant that is behind, one step each in turn, so that a busy tenant does not starve the others. Wakes on NOTIFY. */
export class CorrelationLoop {
  private wake: () => void = () => undefined;
  /** A notification that came while a step ran: the next sleep is none. */
  private notified = false;
  private stopped = false;
  private listener: pg.Client | undefined;
  private running: Promise<void> = Promise.resolve();

  start(): void {
    this.running = this.run();
  }

  /** Finishes the step under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.running;
    await this.listener?.end();
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        await this.listen();
        this.notified = false;
        const advanced = await this.round();
        if (!advanced && !this.notified) await this.sleep(POLL_MS);
      } catch (thrown) {
        log.error({ err: thrown }, 'correlation step failed; trying again');
        await this.sleep(RETRY_MS);
      }
    }
  }

  private async round(): Promise<boolean> {
    let advanced = false;
    for (const tenantId of await listBehind()) {
      if (this.stopped) return false;
      advanced = (await correlateTenant(jobContext(tenantId))) === 'advanced' || advanced;
    }
    return advanced;
  }

  private async listen(): Promise<void> {
    if (this.listener) return;
    const client = new pg.Client({ connectionString: env().DATABASE_URL, application_name: 'yagura-listen' });
    client.on('notification', () => { this.notified = true; this.wake(); });
    client.on('error', (error) => {
      log.warn({ err: error }, 'the notification connection broke');
      if (this.listener === client) this.listener = undefined;
    });
    await client.connect();
    await client.query('LISTEN yagura_ingested');
    this.listener = client;
  }

  private sleep(ms: number): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(done, ms);
      this.wake = () => { clearTimeout(timer); done(); };
    });
  }
}
