import type { RecordSpan } from '../engine/pipeline-types';
import { VarintReader, VarintWriter } from '../engine/segment/varint';

/** One compressed block of a chunk: where its bytes lie in the inflated body and in the stored content. */
export interface Block { rawStart: number; rawEnd: number; contentStart: number; contentEnd: number }

/** Sizes of the blocks, in order: raw and compressed. Offsets are their running sums. */
export function encodeBlocks(sizes: readonly { rawBytes: number; contentBytes: number }[]): Uint8Array<ArrayBuffer> {
  const writer = new VarintWriter(sizes.length * 6 + 16);
  for (const { rawBytes, contentBytes } of sizes) {
    writer.unsigned(rawBytes);
    writer.unsigned(contentBytes);
  }
  return writer.finish();
}

export function decodeBlocks(bytes: Uint8Array): Block[] {
  const reader = new VarintReader(bytes);
  const blocks: Block[] = [];
  let rawStart = 0;
  let contentStart = 0;
  while (!reader.atEnd) {
    const rawEnd = rawStart + reader.unsigned();
    const contentEnd = contentStart + reader.unsigned();
    blocks.push({ rawStart, rawEnd, contentStart, contentEnd });
    rawStart = rawEnd;
    contentStart = contentEnd;
  }
  return blocks;
}

/** Spans of the good records by ordinal: the gap to the one before, then the length; two or three bytes a record. */
export function encodeSpans(spans: readonly RecordSpan[]): Uint8Array<ArrayBuffer> {
  const writer = new VarintWriter(spans.length * 4 + 16);
  let before = 0;
  for (const { start, end } of spans) {
    writer.signed(start - before);
    writer.unsigned(end - start);
    before = end;
  }
  return writer.finish();
}

/** The span of one record; undefined when the chunk has no such ordinal. */
export function spanAt(bytes: Uint8Array, ordinal: number): RecordSpan | undefined {
  const reader = new VarintReader(bytes);
  let end = 0;
  for (let at = 0; !reader.atEnd; at++) {
    const start = end + reader.signed();
    end = start + reader.unsigned();
    if (at === ordinal) return { start, end };
  }
  return undefined;
}

/** The blocks that hold bytes of [start, end), in order. */
export function blocksOf(blocks: readonly Block[], span: RecordSpan): Block[] {
  return blocks.filter((block) => block.rawStart < span.end && block.rawEnd > span.start);
}
