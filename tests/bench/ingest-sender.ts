import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { postBatch } from './ingest-post';

/**
 * What the sender is asked for; bodies are files that hold gzip. Each is sent once, or again and again (each time as other bytes) for so many `seconds`
 * or so many `bodies` in all, of which `firstBody` is the number of the first.
 */
export interface SendOrder { url: string; token: string; files: string[]; inFlight: number; seconds: number; bodies?: number; firstBody?: number }

export interface SendOutcome {
  elapsedMs: number;
  requestMs: number[];
  received: number;
  stored: number;
  rejected: number;
  duplicates: number;
  /** Times that the server asked to come back. */
  deferred: number;
  /** Answers that no sender should get. */
  failures: string[];
}

const RETRY_MS = 1_000;

/** A blank line in a gzip member of its own makes the same records a body that was never sent before. It goes first: the last member tells the size. */
const distinct = (body: Buffer, round: number): Buffer => (round === 0 ? body : Buffer.concat([gzipSync(`${' '.repeat(round)}\n`), body]));

async function send(order: SendOrder): Promise<SendOutcome> {
  const bodies = order.files.map((file) => readFileSync(file));
  const agent = new Agent({ keepAlive: true, maxSockets: order.inFlight });
  const outcome: SendOutcome = { elapsedMs: 0, requestMs: [], received: 0, stored: 0, rejected: 0, duplicates: 0, deferred: 0, failures: [] };
  const started = performance.now(), until = started + order.seconds * 1000;
  const first = order.firstBody ?? 0;
  let next = first;
  const take = (): Buffer | undefined => {
    const round = Math.floor(next / bodies.length), body = bodies[next % bodies.length];
    const enough = order.bodies === undefined ? round > 0 && performance.now() >= until : next - first >= order.bodies;
    if (!body || enough) return undefined;
    next++;
    return distinct(body, round);
  };
  const deliver = async (body: Buffer): Promise<void> => {
    for (;;) {
      const began = performance.now();
      const { status, retryAfterMs, text } = await postBatch(agent, order, body);
      if (status === 429 || status === 503) {
        outcome.deferred++;
        await sleep(retryAfterMs || RETRY_MS);
        continue;
      }
      outcome.requestMs.push(performance.now() - began);
      if (status !== 200) { outcome.failures.push(`${status} ${text.slice(0, 200)}`); return; }
      const { received, stored, rejectedCount, duplicate } = JSON.parse(text) as { received: number; stored: number; rejectedCount: number; duplicate: boolean };
      outcome.received += received;
      outcome.stored += stored;
      outcome.rejected += rejectedCount;
      outcome.duplicates += duplicate ? 1 : 0;
      return;
    }
  };
  await Promise.all(Array.from({ length: order.inFlight }, async () => { for (let body = take(); body; body = take()) await deliver(body); }));
  outcome.elapsedMs = performance.now() - started;
  agent.destroy();
  return outcome;
}

// A process of its own, so that its work is not counted as the server's.
process.on('message', (order: SendOrder) => {
  send(order).then((outcome) => process.send?.({ outcome }), (thrown: unknown) => process.send?.({ error: String(thrown) }));
});
