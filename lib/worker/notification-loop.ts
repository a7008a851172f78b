import { deliverDue } from '../notifications/deliver-due';
import { deliveryDeps } from '../notifications/delivery-deps';
import { systemClock } from '../platform/clock';
import type { Context } from '../platform/context';
import { prisma } from '../platform/db';
import { requestId } from '../platform/ids';
import { log } from '../platform/log';

/** People are told within this time; a look costs one query per tenant. */
const POLL_MS = 2_000;

function jobContext(tenantId: number): Context {
  return { tenantId, actor: { kind: 'job', name: 'notifications' }, clock: systemClock, log, requestId: requestId() };
}

/** Sends what stands in the outboxes. A tenant whose round failed does not hold up the others. */
export class NotificationLoop {
  private stopped = false;
  private wake: () => void = () => undefined;
  private running: Promise<void> = Promise.resolve();

  start(): void {
    this.running = this.run();
  }

  /** Finishes the messages under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      if (!(await this.round())) await this.sleep();
    }
  }

  /** True when something was sent: there may be more. */
  private async round(): Promise<boolean> {
    let tried = 0;
    try {
      for (const { id } of await prisma().tenant.findMany({ select: { id: true }, orderBy: { id: 'asc' } })) if (!this.stopped) tried += await this.deliver(id);
    } catch (thrown) {
      log.error({ err: thrown }, 'notifications cannot be looked for; trying again');
    }
    return tried > 0;
  }

  private async deliver(tenantId: number): Promise<number> {
    try {
      return await deliverDue(jobContext(tenantId), { ...deliveryDeps(), stopping: () => this.stopped });
    } catch (thrown) {
      log.error({ err: thrown, tenantId }, 'notifications could not be delivered; trying again');
      return 0;
    }
  }

  private sleep(): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(done, POLL_MS);
      this.wake = () => { clearTimeout(timer); done(); };
      if (this.stopped) this.wake();
    });
  }
}
