import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutParts, PartTooLarge, type Part } from '@/components/sources/import/cut-parts';

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const textOf = (part: Part): string => new TextDecoder().decode(part.bytes);

/** The content in pieces that end at the given places. */
async function* pieces(content: Uint8Array<ArrayBuffer>, cuts: readonly number[]): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let from = 0;
  for (const to of [...new Set(cuts.map((cut) => cut % (content.length + 1)))].sort((a, b) => a - b)) {
    if (to > from) yield content.slice(from, to);
    from = Math.max(from, to);
  }
  if (from < content.length) yield content.slice(from);
}

async function cut(text: string, partBytes: number, cuts: readonly number[] = [], wholeBytesMax = 1_000_000): Promise<Part[]> {
  const parts: Part[] = [];
  for await (const part of cutParts(pieces(bytesOf(text), cuts), { partBytes, wholeBytesMax })) parts.push(part);
  return parts;
}

const lines = fc.array(fc.record({ n: fc.integer(), name: fc.string() }), { maxLength: 30 }).map((records) => records.map((record) => `${JSON.stringify(record)}\n`).join(''));

describe('a file is cut', () => {
  it('without losing or repeating a byte, whatever pieces it comes in, and always at the same places', async () => {
    await fc.assert(fc.asyncProperty(lines, fc.array(fc.nat(5_000), { maxLength: 8 }), fc.integer({ min: 1, max: 400 }), async (text, cuts, partBytes) => {
      const parts = await cut(text, partBytes, cuts), whole = await cut(text, partBytes);
      expect(parts.map(textOf).join('')).toBe(text);
      expect(parts.map(({ from, to }) => [from, to])).toEqual(whole.map(({ from, to }) => [from, to]));
      parts.forEach(({ from, to, bytes }, n) => { expect(from).toBe(n === 0 ? 0 : parts[n - 1]?.to); expect(bytes.length).toBe(to - from); });
    }));
  });

  it('between records only', async () => {
    const parts = await cut('{"a":1}\n{"a":2}\n{"a":3}\n', 9);
    expect(parts.map(textOf)).toEqual(['{"a":1}\n{"a":2}\n', '{"a":3}\n']);
  });

  it('with Zeek\'s header at the top of each part, and places that count the file alone', async () => {
    const header = '#separator \\x09\n#fields\tts\tuid\n', rows = ['1\ta\n', '2\tb\n', '3\tc\n'];
    const parts = await cut(header + rows.join(''), header.length + 4);
    expect(parts.map(textOf)).toEqual(rows.map((row) => header + row));
    expect(parts.map(({ from, to }) => to - from)).toEqual([header.length + 4, 4, 4]);
  });

  it.each(['[\n {"a":1},\n {"a":2}\n]\n', '{\n  "a": 1\n}\n', '\ufeff[{"a":1},\n{"a":2}]'])('not at all when JSON spans lines: %j', async (text) => {
    expect((await cut(text, 4)).map(({ from, to }) => [from, to])).toEqual([[0, bytesOf(text).length]]);
  });

  it('never when one record is larger than a request may be', async () => {
    await expect(cut('x'.repeat(50), 10, [20, 40], 30)).rejects.toBeInstanceOf(PartTooLarge);
    await expect(cut(`[\n${'1,\n'.repeat(50)}]`, 10, [], 30)).rejects.toBeInstanceOf(PartTooLarge);
  });

  it('into nothing when it is empty', async () => {
    expect(await cut('', 10)).toEqual([]);
  });
});
