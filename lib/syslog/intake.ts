import type { SyslogCounters } from './counters';
import type { SyslogRoute, Transport } from './model';
import { NetworkTable } from './network';
import { SourceQueue, type QueueHouse } from './source-queue';

/** Where listeners hand their messages in: knows whose they are, and whether there is room. */
export class SyslogIntake {
  #table = new NetworkTable<SyslogRoute>([]);
  readonly #queues = new Map<string, SourceQueue>();

  constructor(private readonly house: QueueHouse, readonly counters: SyslogCounters) {}

  /** Replaces the addresses; listeners look at their connections again. */
  setRoutes(routes: readonly (SyslogRoute & { network: string })[]): void {
    this.#table = new NetworkTable(routes.map(({ network, ...value }) => ({ network, value })));
  }

  routeOf(address: string): SyslogRoute | undefined {
    return this.#table.find(address);
  }

  queueOf(route: SyslogRoute): SourceQueue {
    const key = `${route.tenantId} ${route.sourceId}`;
    const known = this.#queues.get(key);
    if (known) return known;
    const made = new SourceQueue(route, this.house);
    this.#queues.set(key, made);
    return made;
  }

  /** One message, kept whatever else is waiting: who cannot slow down asks `isFull` first. */
  take(queue: SourceQueue, transport: Transport, frame: { bytes: Uint8Array; truncated: boolean }): void {
    if (frame.truncated) this.counters.source(queue.route, transport, { truncated: 1 });
    queue.push(frame.bytes);
  }

  /** Stores all that was taken, for at most so long. Answers how many messages are lost by ending now. */
  async flush(ms: number): Promise<number> {
    let timer: NodeJS.Timeout | undefined;
    const giveUp = new Promise<void>((done) => { timer = setTimeout(done, ms); });
    const left = await Promise.all([...this.#queues.values()].map((queue) => queue.flush(giveUp)));
    clearTimeout(timer);
    return left.reduce((sum, messages) => sum + messages, 0);
  }
}
