import { columnId, propertyOfColumn, type ActivityProperty } from './columns';
import { VarintReader, VarintWriter } from './varint';

/** Where a column lies in the stored bytes of its segment, and how long it is when inflated. */
export interface ColumnPlace { start: number; end: number; rawBytes: number }

export type SegmentLayout = ReadonlyMap<ActivityProperty, ColumnPlace>;

const VERSION = 1;

/** Columns in the order in which they lie. */
export function encodeLayout(columns: readonly { property: ActivityProperty; rawBytes: number; storedBytes: number }[]): Uint8Array<ArrayBuffer> {
  const writer = new VarintWriter(columns.length * 8 + 16);
  writer.unsigned(VERSION);
  for (const { property, rawBytes, storedBytes } of columns) {
    writer.unsigned(columnId(property));
    writer.unsigned(rawBytes);
    writer.unsigned(storedBytes);
  }
  return writer.finish();
}

export function decodeLayout(bytes: Uint8Array): SegmentLayout {
  const reader = new VarintReader(bytes);
  const version = reader.unsigned();
  if (version !== VERSION) throw new RangeError(`segments of version ${version} cannot be read`);
  const places = new Map<ActivityProperty, ColumnPlace>();
  let start = 0;
  while (!reader.atEnd) {
    const property = propertyOfColumn(reader.unsigned());
    const rawBytes = reader.unsigned();
    const end = start + reader.unsigned();
    if (property !== undefined) places.set(property, { start, end, rawBytes });
    start = end;
  }
  return places;
}
