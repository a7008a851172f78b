import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutBatches, CUT_LIMITS } from '../../lib/cli/send-batches';

const limits = { batchBytes: 200, batchLines: 4, uncutBytesMax: 5_000 };

async function* inPieces(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? bytes.length;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function cut(text: string, sizes: readonly number[] = [1_000_000]): Promise<string[]> {
  const batches: string[] = [];
  for await (const batch of cutBatches(inPieces(Buffer.from(text), sizes), limits)) batches.push(batch.toString());
  return batches;
}

const header = '#separator \\x09\n#path\tconn\n#fields\tts\tuid\n#types\ttime\tstring\n';
const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `17000000${from + i}\tC${from + i}\n`).join('');

describe('cutting a file into bodies', () => {
  it('never splits a record, loses nothing, and cuts at the same places however the bytes arrive', async () => {
    const line = fc.oneof(fc.string({ maxLength: 120 }).map((text) => JSON.stringify({ text })), fc.constant(''), fc.constant('CEF:0|a|b|c|d|e|5|x=日本'));
    const file = fc.tuple(fc.array(line, { maxLength: 60 }), fc.constantFrom('\n', '\r\n'), fc.boolean()).map(([lines, end, last]) => `{"first":1}${end}${lines.join(end)}${last ? end : ''}`);
    await fc.assert(fc.asyncProperty(file, fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 5 }), async (text, sizes) => {
      const batches = await cut(text, sizes);
      expect(batches.join('')).toBe(text);
      expect(batches.slice(0, -1).every((batch) => batch.endsWith('\n'))).toBe(true);
      expect(batches).toEqual(await cut(text));
    }));
  });

  it('closes a batch at the first line that reaches the count or the bytes', async () => {
    expect((await cut('{}\n'.repeat(10))).map((batch) => batch.length)).toEqual([12, 12, 6]);
    const wide = `${JSON.stringify({ a: 'x'.repeat(150) })}\n`;
    expect((await cut(wide.repeat(4))).map((batch) => batch.length)).toEqual([2 * wide.length, 2 * wide.length]);
  });

  it('repeats Zeek\'s header lines at the top of each body, and follows a new header', async () => {
    const other = header.replace('conn', 'dns');
    const batches = await cut(`${header}${rows(0, 6)}#close\t2026\n${other}${rows(6, 12)}`);
    expect(batches[0]).toBe(header + rows(0, 4));
    expect(batches[1]).toBe(`${header}${rows(4, 6)}#close\t2026\n${other}${rows(6, 8)}`);
    expect(batches[2]).toBe(other + rows(8, 12));
    expect(batches).toHaveLength(3);
  });

  it('sends a Zeek log without rows not at all', async () => {
    expect(await cut(header)).toEqual([]);
    expect(await cut('')).toEqual([]);
    expect(await cut('\n\n')).toEqual([]);
  });

  it('leaves an array, and objects over several lines, whole', async () => {
    const records = Array.from({ length: 9 }, (_, i) => ({ i }));
    for (const text of [JSON.stringify(records, null, 2), JSON.stringify(records), `[\n${records.map((each) => JSON.stringify(each)).join(',\n')}\n]\n`, records.map((each) => JSON.stringify(each, null, 1)).join('\n')]) {
      expect(await cut(text)).toEqual([text]);
    }
  });

  it('takes a bracket at the start of a log line for what it is', async () => {
    expect(await cut('[2026-11-20 09:00:00] started\n'.repeat(6))).toHaveLength(2);
  });

  it('says what to do about a body that can neither be cut nor sent', async () => {
    await expect(cut(`[${'{"a":1},\n'.repeat(2_000)}{}]`)).rejects.toMatchObject({ code: 'too_large', message: expect.stringMatching(/NDJSON/) });
    await expect(cut('x'.repeat(6_000), [100])).rejects.toMatchObject({ code: 'too_large' });
    expect(CUT_LIMITS.batchLines).toBe(5_000);
  });
});
