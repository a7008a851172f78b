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
/** A step that took a moment is followed by a rest of so many: what comes meanwhile is one step and not many, since each looks at the whole window anew. */
const REST_PER_STEP = 5;
const REST_MS_MAX = 1_500;

function jobContext(tenantId: number): Context {
  return { tenantId, actor: { kind: 'job', name: 'correlation' }, clock: systemClock, log, requestId: requestId() };
}

/**
 * Correlates every tenant that is behind, one step each in turn, so that a busy tenant does not starve the others. Wakes on NOTIFY. Whoever has more than one
 * step can take goes on at once; others rest a little, so that correlation never takes more than a part of a processor for what comes steadily.
 */
export class CorrelationLoop {
  private wake: () => void = () => undefined;
  /** A notification that came while a step ran: the next sleep is none. */
  private notified = false;
  private stopped = false;
  private listener: pg.Client | undefined;
  /** By tenant. */
  private readonly restUntil = new Map<number, number>();
  private endRest: () => void = () => undefined;
  private running: Promise<void> = Promise.resolve();

  start(): void {
    this.running = this.run();
  }

  /** Finishes the step under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    this.endRest();
    await this.running;
    await this.listener?.end();
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        await this.listen();
        this.notified = false;
        const wait = await this.round();
        if (wait > 0) await this.rest(wait);
        else if (wait < 0 && !this.notified) await this.sleep(POLL_MS);
      } catch (thrown) {
        log.error({ err: thrown }, 'correlation step failed; trying again');
        await this.sleep(RETRY_MS);
      }
    }
  }

  /** One step of each tenant that is behind; how long to rest then, or less than nothing when all are up to date. */
  private async round(): Promise<number> {
    let wait = -1;
    for (const tenantId of await listBehind()) {
      if (this.stopped) return -1;
      const resting = (this.restUntil.get(tenantId) ?? 0) - performance.now();
      if (resting > 0) {
        wait = wait < 0 ? resting : Math.min(wait, resting);
        continue;
      }
      const started = performance.now(), outcome = await correlateTenant(jobContext(tenantId)), ended = performance.now();
      this.restUntil.set(tenantId, outcome === 'full' ? 0 : ended + Math.min(REST_MS_MAX, REST_PER_STEP * (ended - started)));
      if (outcome === 'advanced' || outcome === 'full') wait = 0;
    }
    return wait;
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

  /** No notification ends it: every batch sends one. */
  private rest(ms: number): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(done, ms);
      this.endRest = () => { clearTimeout(timer); done(); };
    });
  }

  private sleep(ms: number): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(done, ms);
      this.wake = () => { clearTimeout(timer); done(); };
    });
  }
}
