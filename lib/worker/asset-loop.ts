import { sightAssets } from '../assets/sight-assets';
import { systemClock } from '../platform/clock';
import type { Context } from '../platform/context';
import { prisma } from '../platform/db';
import { requestId } from '../platform/ids';
import { log } from '../platform/log';

/** What comes meanwhile is folded in one step: the same endpoints again and again are written once. */
const REST_MS = 5_000;
/** A backlog is worked off with as much rest as work, so that it takes no more than half of a processor. */
const REST_PER_STEP = 1;

/** Reads what was stored for the endpoints and accounts in it, tenant by tenant, behind everything else. */
export class AssetLoop {
  private stopped = false;
  private endRest: () => void = () => undefined;
  private running: Promise<void> = Promise.resolve();

  start(): void {
    this.running = this.run();
  }

  /** Finishes the step under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.endRest();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      let wait = REST_MS;
      try {
        const started = performance.now();
        if (await this.round()) wait = REST_PER_STEP * (performance.now() - started);
      } catch (thrown) {
        log.error({ err: thrown }, 'assets could not be read; trying again');
      }
      if (!this.stopped) await this.rest(wait);
    }
  }

  /** One step of each tenant; whether one of them has more. */
  private async round(): Promise<boolean> {
    const tenants = await prisma().tenant.findMany({ select: { id: true }, orderBy: { id: 'asc' } });
    let more = false;
    for (const { id } of tenants) {
      if (this.stopped) return false;
      const ctx: Context = { tenantId: id, actor: { kind: 'job', name: 'assets' }, clock: systemClock, log, requestId: requestId() };
      if ((await sightAssets(ctx)) === 'full') more = true;
    }
    return more;
  }

  private rest(ms: number): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(done, ms);
      this.endRest = () => { clearTimeout(timer); done(); };
    });
  }
}
