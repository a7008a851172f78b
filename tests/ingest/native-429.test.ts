import { describe, expect, it } from 'vitest';
import { Admission } from '../../lib/ingest/admission';
import { newTenant, withDatabase } from '../support/database';
import { ndjson, newSource, post, processStart, refusal } from './sender';

withDatabase();

/** A body whose sender stops in the middle until it is let go on. */
function slowBody(text: string): { stream: ReadableStream<Uint8Array>; started: Promise<void>; finish: () => void } {
  let finish = (): void => undefined;
  let start = (): void => undefined;
  const started = new Promise<void>((resolve) => { start = resolve; });
  const released = new Promise<void>((resolve) => { finish = resolve; });
  const stream = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      start();
      await released;
      controller.enqueue(Buffer.from(text));
      controller.close();
    },
  }, { highWaterMark: 0 });
  return { stream, started, finish };
}

describe('past its hard limit the server answers 429 with Retry-After, and takes what it had begun', () => {
  it('more batches at once than it can hold', async () => {
    const source = await newSource((await newTenant()).tenantId);
    const slow = Array.from({ length: 8 }, (_, i) => slowBody(ndjson([processStart(i)])));
    const answers = slow.map(({ stream }) => post(source, stream));
    await Promise.all(slow.map(({ started }) => started));
    const response = await post(source, ndjson([processStart(100)]));
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await refusal(response)).toMatchObject({ status: 429, code: 'rate_limited', message: expect.stringMatching(/send it again/) });
    for (const { finish } of slow) finish();
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(slow.map(() => 200));
    expect((await post(source, ndjson([processStart(100)]))).status).toBe(200);
  });

  it('more bytes at once than it can hold; what ends, well or not, gives its share back', async () => {
    const admission = new Admission(10, 100);
    await expect(admission.run(async (take) => take(101))).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 1 });
    await expect(admission.run(async (take) => { take(60); throw new Error('lost'); })).rejects.toThrow('lost');
    await expect(admission.run(async (take) => {
      take(60);
      await expect(admission.run(async (other) => other(60))).rejects.toMatchObject({ code: 'rate_limited' });
      return 'stored';
    })).resolves.toBe('stored');
    await expect(admission.run(async (take) => { take(100); return 'all'; })).resolves.toBe('all');
  });
});
