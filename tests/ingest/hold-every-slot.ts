import { post, type TestSource } from './sender';

/** Fills the server with bodies that do not end. */
export async function holdEverySlot(source: TestSource): Promise<{ release: () => Promise<void> }> {
  const slots = Array.from({ length: 8 }, (_, i) => {
    let finish = (): void => undefined, start = (): void => undefined;
    const started = new Promise<void>((done) => { start = done; }), finished = new Promise<void>((done) => { finish = done; });
    const stream = new ReadableStream<Uint8Array>({ pull: async (controller) => { start(); await finished; controller.enqueue(Buffer.from(`{"holder":${i}}\n`)); controller.close(); } }, { highWaterMark: 0 });
    return { started, finish, answer: post(source, stream) };
  });
  await Promise.all(slots.map(({ started }) => started));
  return { release: async () => { for (const { finish } of slots) finish(); await Promise.all(slots.map(({ answer }) => answer)); } };
}
