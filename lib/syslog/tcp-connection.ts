import type { Socket } from 'node:net';
import { SyslogFramer } from '../engine/decode/syslog-framer';
import type { SyslogIntake } from './intake';
import type { SyslogLimits } from './limits';
import type { SyslogRoute, Transport } from './model';
import type { SourceQueue } from './source-queue';

/** One sender's stream, plain or out of TLS. While its queue is full nothing is read: TCP then slows the sender down. */
export class TcpConnection {
  readonly #framer: SyslogFramer;
  #queue: SourceQueue;
  #partialTimer: NodeJS.Timeout | undefined;
  #isEnded = false;
  /** Resolves when the socket is closed. */
  readonly closed: Promise<void>;

  constructor(readonly socket: Socket, readonly peer: string, route: SyslogRoute, private readonly transport: Transport, private readonly intake: SyslogIntake, private readonly limits: SyslogLimits) {
    this.#framer = new SyslogFramer(limits.frameBytesMax);
    this.#queue = intake.queueOf(route);
    socket.setKeepAlive(true, limits.keepAliveMs);
    socket.setTimeout(limits.idleMs, () => socket.destroy());
    socket.on('data', (piece: Buffer) => this.#onData(piece));
    socket.on('end', () => this.#onEnd());
    socket.on('error', () => undefined); // 'close' follows
    this.closed = new Promise((done) => socket.once('close', () => { clearTimeout(this.#partialTimer); this.#onLost(); done(); }));
    this.resume();
  }

  /** Its source may have been paused, moved or removed since. */
  applyRoute(route: SyslogRoute | undefined): void {
    if (!route || route.paused) this.socket.destroy();
    else this.#queue = this.intake.queueOf(route);
  }

  resume(): void {
    if (this.#queue.isFull) this.socket.pause();
    else if (this.socket.isPaused()) this.socket.resume();
  }

  /** Reads on whatever waits: on the way out, what has arrived is all there will be. */
  async drain(quietMs: number): Promise<void> {
    this.socket.end(); // senders that look for it see that we go, and keep what comes next
    this.socket.resume();
    let timer: NodeJS.Timeout | undefined;
    const quiet = new Promise<void>((done) => { timer = setTimeout(done, quietMs); });
    await Promise.race([this.closed, quiet]);
    clearTimeout(timer);
    this.socket.destroy();
  }

  #onData(piece: Buffer): void {
    for (const frame of this.#framer.push(piece)) this.intake.take(this.#queue, this.transport, frame);
    this.#watchPartial();
    if (this.#queue.isFull && this.socket.writable) this.socket.pause();
  }

  /** A message that has begun must end in time; a sender that waits for us to read is not to blame. */
  #watchPartial(): void {
    clearTimeout(this.#partialTimer);
    if (!this.#framer.isWithin) return;
    this.#partialTimer = setTimeout(() => (this.socket.isPaused() ? this.#watchPartial() : this.socket.destroy()), this.limits.partialMs);
  }

  #onEnd(): void {
    this.#isEnded = true;
    const { frames, isIncomplete } = this.#framer.end();
    for (const frame of frames) this.intake.take(this.#queue, this.transport, frame);
    if (isIncomplete) this.#countLost();
  }

  /** Cut off within a message: its sender will send it again from the start, so that half of it is nothing. */
  #onLost(): void {
    if (!this.#isEnded && this.#framer.isWithin) this.#countLost();
  }

  #countLost(): void {
    this.intake.counters.source(this.#queue.route, this.transport, { dropped: 1 });
  }
}
