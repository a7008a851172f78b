import { SingleBar } from 'cli-progress';

export interface Progress {
  read(bytes: number): void;
  update(records: number, rejected: number, note: string): void;
  stop(): void;
}

/** A bar on a terminal; nothing elsewhere, so that logs stay short. Bytes measure the way, records are what is told. */
export function startProgress(out: NodeJS.WriteStream, totalBytes: number): Progress {
  if (!out.isTTY) return { read: () => undefined, update: () => undefined, stop: () => undefined };
  const bar = new SingleBar({
    stream: out, hideCursor: true, format: '{bar} {percentage}% · {records} records · {rate}/s · {rejected} rejected · {note}', barsize: 24, barCompleteChar: '█', barIncompleteChar: '░',
  });
  const startedAt = Date.now();
  let done = 0;
  bar.start(totalBytes, 0, { records: 0, rate: 0, rejected: 0, note: '' });
  return {
    read: (bytes) => {
      done += bytes;
      if (done > bar.getTotal()) bar.setTotal(done); // standard input has no known end
      bar.update(done);
    },
    update: (records, rejected, note) => bar.update({ records, rejected, note, rate: Math.round(records / Math.max(0.001, (Date.now() - startedAt) / 1000)) }),
    stop: () => bar.stop(),
  };
}
