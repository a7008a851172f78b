import { brotliCompressSync, constants } from 'node:zlib';
import type { Activity } from '../engine/activity/activity';
import { encodeSegment } from '../engine/segment/encode-segment';
import { encodeLayout } from '../engine/segment/layout';
import { joinBytes } from '../engine/segment/varint';

/** A segment as its row in the database keeps it. */
export interface SegmentRow {
  /** The ordinal of its first record within the chunk; the others follow. */
  firstOrdinal: number;
  rows: number;
  firstObserved: number;
  lastObserved: number;
  layout: Uint8Array<ArrayBuffer>;
  filter: Uint8Array<ArrayBuffer>;
  /** Each column compressed alone, end to end. */
  columns: Uint8Array<ArrayBuffer>;
}

/** More rows compress better and need fewer statements; fewer rows let an exact search inflate less. */
const ROWS_MAX = 8_192;

/** All activities of a chunk as segments of about the same size. */
export function activitySegments(activities: readonly Activity[]): SegmentRow[] {
  const count = Math.ceil(activities.length / ROWS_MAX), size = Math.ceil(activities.length / Math.max(1, count));
  return Array.from({ length: count }, (_, i) => segmentRow(activities.slice(i * size, (i + 1) * size), i * size));
}

function segmentRow(activities: readonly Activity[], firstOrdinal: number): SegmentRow {
  const { rows, firstObserved, lastObserved, columns, filter } = encodeSegment(activities);
  const parts = columns.map(({ bytes }) => compressColumn(bytes));
  const layout = encodeLayout(columns.map(({ property, bytes }, i) => ({ property, rawBytes: bytes.length, storedBytes: parts[i]?.length ?? 0 })));
  return { firstOrdinal, rows, firstObserved, lastObserved, layout, filter, columns: joinBytes(parts) };
}

/** Measured against deflate 1 and brotli 2 to 4: the least time, and within a tenth of the fewest bytes. */
function compressColumn(bytes: Uint8Array): Uint8Array {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 1, [constants.BROTLI_PARAM_LGWIN]: 18, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params, chunkSize: (bytes.length >> 2) + 1024 });
}
