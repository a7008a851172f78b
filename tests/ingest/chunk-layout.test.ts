import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOf, decodeBlocks, encodeBlocks, encodeSpans, spanAt } from '../../lib/ingest/chunk-layout';
import { compressBlocks, inflateSpan } from '../../lib/ingest/compress-blocks';
import { BLOCK_BYTES } from '../../lib/ingest/limits';

const span = fc.tuple(fc.nat(300_000_000), fc.nat(2_000_000)).map(([start, length]) => ({ start, end: start + length }));

describe('the layout of a chunk', () => {
  it('spans come back as they were written, in any order', () => {
    fc.assert(fc.property(fc.array(span), (spans) => {
      const bytes = encodeSpans(spans);
      spans.forEach((each, ordinal) => expect(spanAt(bytes, ordinal)).toEqual(each));
      expect(spanAt(bytes, spans.length)).toBeUndefined();
    }));
  });

  it('spans of neighbouring records take at most four bytes each', () => {
    const spans = Array.from({ length: 5_000 }, (_, i) => ({ start: i * 2_001, end: i * 2_001 + 2_000 }));
    expect(encodeSpans(spans).length).toBeLessThanOrEqual(4 * spans.length);
  });

  it('block sizes come back as offsets', () => {
    fc.assert(fc.property(fc.array(fc.record({ rawBytes: fc.nat(1e8), contentBytes: fc.nat(1e8) })), (sizes) => {
      const blocks = decodeBlocks(encodeBlocks(sizes));
      expect(blocks.map(({ rawStart, rawEnd, contentStart, contentEnd }) => ({ rawBytes: rawEnd - rawStart, contentBytes: contentEnd - contentStart }))).toEqual(sizes);
      blocks.slice(1).forEach((block, i) => expect([block.rawStart, block.contentStart]).toEqual([blocks[i]?.rawEnd, blocks[i]?.contentEnd]));
    }));
  });

  it('any part of a body is got from its own blocks alone', () => {
    const body = Buffer.from(Array.from({ length: 120_000 }, (_, i) => `record ${i} ${i % 13}\n`).join(''));
    const { content, blocks: encoded } = compressBlocks(body);
    const blocks = decodeBlocks(encoded);
    expect(blocks.length).toBe(Math.ceil(body.length / BLOCK_BYTES));
    const edge = fc.oneof(fc.nat(body.length), fc.nat(blocks.length).map((n) => Math.min(n * BLOCK_BYTES, body.length)));
    fc.assert(fc.property(edge, fc.nat(3_000), (start, length) => {
      const end = Math.min(start + length, body.length);
      const needed = blocksOf(blocks, { start, end });
      const first = needed[0]?.contentStart ?? 0;
      const part = content.subarray(first, needed.at(-1)?.contentEnd ?? first);
      expect(Buffer.from(inflateSpan(needed, part, { start, end })).equals(body.subarray(start, end))).toBe(true);
    }));
  });

  it('a layout that is cut off is an error, not a wrong record', () => {
    const bytes = encodeSpans([{ start: 0, end: 100_000 }]);
    expect(() => spanAt(bytes.subarray(0, -1), 0)).toThrow(RangeError);
  });
});
