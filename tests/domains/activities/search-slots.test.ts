import { describe, expect, it } from 'vitest';
import { withSearchSlot } from '../../../lib/activities/search-slots';

/** Work that ends when the test says so. */
function held(): { done: Promise<string>; end: () => void; fail: () => void; started: () => boolean } {
  let end = (): void => undefined, fail = (): void => undefined, begun = false;
  const done = withSearchSlot(undefined, () => new Promise<string>((resolve, reject) => { begun = true; end = () => resolve('found'); fail = () => reject(new Error('broken')); }));
  return { done, end: () => end(), fail: () => fail(), started: () => begun };
}

const turn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

describe('searches of a process', () => {
  it('run three at once; the next begins when one ends, however it ends', async () => {
    const [a, b, c, d, e] = [held(), held(), held(), held(), held()];
    await turn();
    expect([a, b, c, d, e].map((each) => each.started())).toEqual([true, true, true, false, false]);
    a.fail();
    await expect(a.done).rejects.toThrow('broken');
    await turn();
    expect([d.started(), e.started()]).toEqual([true, false]);
    b.end();
    expect(await b.done).toBe('found');
    await turn();
    expect(e.started()).toBe(true);
    for (const each of [c, d, e]) each.end();
    await Promise.all([c.done, d.done, e.done]);
  });

  it('do not begin when nobody waits for them any more, and give their slot back', async () => {
    await expect(withSearchSlot(AbortSignal.abort(), () => Promise.resolve('found'))).rejects.toThrow(/abort/i);
    const all = [held(), held(), held()];
    await turn();
    expect(all.every((each) => each.started())).toBe(true);
    for (const each of all) each.end();
    await Promise.all(all.map((each) => each.done));
  });

  it('are refused when too many wait, with a time to come back', async () => {
    const all = Array.from({ length: 33 }, held);
    await turn();
    await expect(withSearchSlot(undefined, () => Promise.resolve('found'))).rejects.toMatchObject({ code: 'busy', retryAfterSeconds: 5 });
    for (const each of all) { await turn(); each.end(); await each.done; }
    expect(await withSearchSlot(undefined, () => Promise.resolve('found'))).toBe('found');
  });
});
