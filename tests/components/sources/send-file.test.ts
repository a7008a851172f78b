import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { FileImport } from '@/components/sources/import/imports-api';
import { sendFile, type SendDoor, type SendProgress } from '@/components/sources/import/send-file';
import { ApiError } from '@/components/shell/api';

const LINES = Array.from({ length: 3 }, (_, n) => `${JSON.stringify({ n, filler: 'x'.repeat(3_000_000) })}\n`);
const CONTENT = LINES.join('');

interface Server extends SendDoor { row: FileImport; bodies: { from: number; to: number; text: string }[]; waits: number[] }

/** A server that remembers how far the file has come; `faults` answer instead of the next parts. */
function server(faults: Error[] = []): Server {
  const it: Server = {
    row: { id: 1, sourceId: 1, sourceName: 'Files', name: 'a.jsonl', bytes: CONTENT.length, position: 0, received: 0, stored: 0, rejected: 0, state: 'running', updatedAt: '2026-11-23T00:00:00Z' },
    bodies: [], waits: [],
    start: async () => (it.row = it.row.state === 'cancelled' ? { ...it.row, state: 'running' } : it.row),
    part: async (_id, { bytes, from, to }) => {
      const fault = faults.shift();
      if (fault) throw fault;
      it.bodies.push({ from, to, text: new TextDecoder().decode(bytes) });
      return (it.row = { ...it.row, position: to, received: it.row.received + 1, stored: it.row.stored + 1 });
    },
    end: async (_id, state) => (it.row = { ...it.row, state }),
    wait: async (ms) => { it.waits.push(ms); },
  };
  return it;
}

const send = (door: Server, file: File, { abort = new AbortController(), onProgress = () => undefined }: { abort?: AbortController; onProgress?: (progress: SendProgress) => void } = {}) =>
  sendFile(file, { destination: { sourceId: 1 }, signal: abort.signal, onProgress, door });

describe('a file is sent', () => {
  it.each([['plain', new File([CONTENT], 'a.jsonl')], ['gzip', new File([gzipSync(CONTENT)], 'a.jsonl.gz')]])('whole, %s, with its progress', async (_, file) => {
    const door = server(), seen: number[] = [];
    expect(await send(door, file, { onProgress: ({ sentBytes }) => seen.push(sentBytes) })).toMatchObject({ state: 'done', position: CONTENT.length });
    expect(door.bodies.map(({ text }) => text).join('')).toBe(CONTENT);
    expect(seen.at(-1)).toBe(file.size);
  });

  it('again with the same bytes while the server is busy or gone', async () => {
    const door = server([new ApiError(503, 'busy', ''), new ApiError(0, 'network', ''), new ApiError(429, 'rate_limited', '')]);
    await send(door, new File([CONTENT], 'a.jsonl'));
    expect(door.waits).toEqual([500, 1000, 2000]);
    expect(door.bodies.map(({ text }) => text).join('')).toBe(CONTENT);
  });

  it('not further when the server refuses it', async () => {
    await expect(send(server([new ApiError(413, 'too_large', '')]), new File([CONTENT], 'a.jsonl'))).rejects.toMatchObject({ code: 'too_large' });
  });

  it('until it is stopped, and from there when it is taken up again', async () => {
    const door = server(), abort = new AbortController(), file = new File([CONTENT], 'a.jsonl');
    expect(await send(door, file, { abort, onProgress: ({ row }) => { if (row.position > 0) abort.abort(); } })).toMatchObject({ state: 'cancelled' });
    const stoppedAt = door.row.position;
    expect(stoppedAt).toBeLessThan(CONTENT.length);
    expect(await send(door, file)).toMatchObject({ state: 'done' });
    expect(door.bodies.map(({ text }) => text).join('')).toBe(CONTENT);
    expect(door.bodies.filter(({ from }) => from < stoppedAt)).toHaveLength(1);
  });

  it('not at all when it is in already', async () => {
    const door = server();
    door.row = { ...door.row, state: 'done' };
    await send(door, new File([CONTENT], 'a.jsonl'));
    expect(door.bodies).toEqual([]);
  });
});
