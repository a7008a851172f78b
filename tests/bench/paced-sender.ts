import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { postBatch } from './ingest-post';
import { bodyOf } from './records';

export interface Target { url: string; token: string }
export interface Sent { records: number; stored: number; rejected: number; deferred: number; requestMs: number[]; failures: string[]; elapsedMs: number }

/** Sends bodies of records that differ from each other, and counts what becomes of them. */
export class PacedSender {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });
  #at = 0;

  constructor(private readonly target: Target, private readonly lines: readonly string[]) {}

  close(): void {
    this.#agent.destroy();
  }

  #body(count: number): Buffer {
    const body = gzipSync(bodyOf(Array.from({ length: count }, (_, i) => this.lines[(this.#at + i) % this.lines.length] ?? '')), { level: 1 });
    // The same records come again after a while: a line of spaces makes them bytes that were never sent.
    const round = Math.floor(this.#at / this.lines.length);
    this.#at += count;
    return round === 0 ? body : Buffer.concat([gzipSync(`${' '.repeat(round)}\n`), body]);
  }

  async #deliver(body: Buffer, sent: Sent): Promise<void> {
    for (;;) {
      const began = performance.now();
      const { status, retryAfterMs, text } = await postBatch(this.#agent, this.target, body);
      if (status === 429 || status === 503) { sent.deferred++; await sleep(retryAfterMs); continue; }
      if (status !== 200) { sent.failures.push(`${status} ${text.slice(0, 200)}`); return; }
      sent.requestMs.push(performance.now() - began);
      const { stored, rejectedCount } = JSON.parse(text) as { stored: number; rejectedCount: number };
      sent.stored += stored;
      sent.rejected += rejectedCount;
      return;
    }
  }

  /** A body per second, whether the one before is answered or not: a fleet does not wait for its neighbours. */
  async atRate(seconds: number, rateAt: (second: number) => number, started = performance.now()): Promise<Sent> {
    const sent: Sent = { records: 0, stored: 0, rejected: 0, deferred: 0, requestMs: [], failures: [], elapsedMs: 0 };
    const under: Promise<void>[] = [];
    for (let second = 0; second < seconds; second++) {
      await sleep(Math.max(0, started + second * 1000 - performance.now()));
      const count = rateAt(second);
      sent.records += count;
      under.push(this.#deliver(this.#body(count), sent));
    }
    await Promise.all(under);
    return { ...sent, elapsedMs: performance.now() - started };
  }

  /** As fast as it is taken, some bodies in flight at once. */
  async atMost(seconds: number, bodyRecords: number, inFlight: number): Promise<Sent> {
    const sent: Sent = { records: 0, stored: 0, rejected: 0, deferred: 0, requestMs: [], failures: [], elapsedMs: 0 };
    const started = performance.now(), until = started + seconds * 1000;
    await Promise.all(Array.from({ length: inFlight }, async () => {
      while (performance.now() < until) {
        sent.records += bodyRecords;
        await this.#deliver(this.#body(bodyRecords), sent);
      }
    }));
    return { ...sent, elapsedMs: performance.now() - started };
  }
}
