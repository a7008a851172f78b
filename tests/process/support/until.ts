import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 50;

/** The first value of `look` that is there; an Error that names `what` when none came in time. */
export async function until<T>(what: string, look: () => T | undefined | false | Promise<T | undefined | false>, timeoutMs = 60_000): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > deadline) throw new Error(`not seen within ${timeoutMs / 1000} s: ${what}`);
    await sleep(POLL_MS);
  }
}
