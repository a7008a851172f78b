import { randomUUID } from 'node:crypto';
import { asAppError } from '../platform/errors';
import type { Log } from '../platform/log';
import type { SyslogLimits } from './limits';
import type { SyslogRoute } from './model';
import type { Slots } from './slots';

/** Stores one batch of messages; throws when it could not. The same id again is the same batch. */
export type StoreFrames = (route: SyslogRoute, frames: readonly Uint8Array[], batchId: string) => Promise<void>;

/** What all queues of a listener share. */
export interface QueueHouse {
  limits: SyslogLimits;
  store: StoreFrames;
  /** Batches under way at once. */
  slots: Slots;
  log: Log;
  /** Bytes that all queues hold. */
  bytes: number;
  /** Called when a batch has made room. */
  onRoom: () => void;
  onDropped: (route: SyslogRoute, messages: number) => void;
}

const RETRY_FIRST_MS = 250;
const RETRY_MAX_MS = 5_000;
/** A batch that the server itself cannot digest must not hold up its source for ever. */
const FAULTS_MAX = 10;

/**
 * Messages of one source on their way to the database: gathered, then stored batch by batch in their order, each until it is committed. A batch keeps its id
 * through all attempts, so that one whose commit was not confirmed is not stored twice, while equal messages of another day are.
 */
export class SourceQueue {
  #frames: Uint8Array[] = [];
  #bytes = 0;
  #running: Promise<void> | undefined;
  #wake: () => void = () => undefined;
  #flushing = false;
  #abandoned = false;

  constructor(readonly route: SyslogRoute, private readonly house: QueueHouse) {}

  /** Whoever reads for this queue should stop. */
  get isFull(): boolean {
    const { limits, bytes } = this.house;
    return this.#bytes >= limits.queueBytesMax || bytes >= limits.queuesBytesMax;
  }

  /** Messages that are not committed yet. */
  get length(): number {
    return this.#frames.length;
  }

  push(frame: Uint8Array): void {
    this.#frames.push(frame);
    this.#bytes += frame.length;
    this.house.bytes += frame.length;
    this.#running ??= this.#run();
    if (this.#isDue) this.#wake();
  }

  /** Stores all that is there without waiting for more; ends early when `giveUp` resolves. Answers how many messages are not stored. */
  async flush(giveUp: Promise<void>): Promise<number> {
    this.#flushing = true;
    this.#wake();
    await Promise.race([this.#running, giveUp]);
    this.#abandoned = true;
    this.#wake();
    return this.#frames.length;
  }

  get #isDue(): boolean {
    const { batchRecordsMax, batchBytesMax } = this.house.limits;
    return this.#flushing || this.#frames.length >= batchRecordsMax || this.#bytes >= batchBytesMax;
  }

  async #run(): Promise<void> {
    while (this.#frames.length > 0 && !this.#abandoned) {
      if (!this.#isDue) await this.#pause(this.house.limits.batchMs);
      await this.house.slots.run(() => this.#storeNext());
    }
    this.#running = undefined;
  }

  async #storeNext(): Promise<void> {
    const batch = this.#next();
    if (!(await this.#storeUntilDone(batch))) return;
    const bytes = batch.reduce((sum, { length }) => sum + length, 0);
    this.#frames.splice(0, batch.length);
    this.#bytes -= bytes;
    this.house.bytes -= bytes;
    this.house.onRoom();
  }

  /** The first messages, as many as make a batch; they stay in the queue until they are stored. */
  #next(): Uint8Array[] {
    const { batchRecordsMax, batchBytesMax } = this.house.limits;
    let bytes = 0, count = 0;
    for (const { length } of this.#frames) {
      if (count > 0 && (count >= batchRecordsMax || bytes + length > batchBytesMax)) break;
      bytes += length;
      count++;
    }
    return this.#frames.slice(0, count);
  }

  /** False: the queue was abandoned first. */
  async #storeUntilDone(batch: readonly Uint8Array[]): Promise<boolean> {
    const id = randomUUID();
    let faults = 0;
    for (let waitMs = RETRY_FIRST_MS; !this.#abandoned; waitMs = Math.min(waitMs * 2, RETRY_MAX_MS)) {
      try {
        await this.house.store(this.route, batch, id);
        return true;
      } catch (thrown) {
        const error = asAppError(thrown);
        const passes = error.code === 'busy' || error.code === 'rate_limited';
        if (!passes) faults++;
        if (!passes && (error.code !== 'internal' || faults >= FAULTS_MAX)) {
          this.house.log.error({ err: thrown, sourceId: this.route.sourceId, messages: batch.length }, 'syslog messages could not be stored and are dropped');
          this.house.onDropped(this.route, batch.length);
          return true;
        }
        await this.#pause(waitMs);
      }
    }
    return false;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(done, ms);
      this.#wake = () => { clearTimeout(timer); done(); };
    });
  }
}
