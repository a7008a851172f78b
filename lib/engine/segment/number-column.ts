import { VarintReader, VarintWriter } from './varint';

/** Numbers of the rows of a segment; NaN where a row has none. */
export type NumberColumn = Float64Array;

/** How the numbers are written: whole ones as they are (0 is "absent"), as steps from row to row, or eight bytes each. */
const WHOLE = 0, STEPS = 1, DOUBLES = 2;

export function encodeNumberColumn(values: NumberColumn): Uint8Array<ArrayBuffer> {
  const kind = kindOf(values);
  if (kind === DOUBLES) return encodeDoubles(values);
  const writer = new VarintWriter(values.length * 3 + 16);
  writer.unsigned(kind);
  let before = 0;
  for (const value of values) {
    if (kind === WHOLE) writer.unsigned(Number.isNaN(value) ? 0 : value + 1);
    else writer.signed(value - before);
    before = value;
  }
  return writer.finish();
}

/** Steps are worth while only where numbers are large and follow each other, such as times. */
const LARGE = 2 ** 31;
const WHOLE_MAX = 2 ** 51;

function kindOf(values: NumberColumn): number {
  let smallest = Number.POSITIVE_INFINITY, absent = false;
  for (const value of values) {
    if (Number.isNaN(value)) absent = true;
    else if (!Number.isInteger(value) || Object.is(value, -0) || value > WHOLE_MAX || value < -WHOLE_MAX) return DOUBLES;
    else if (value < smallest) smallest = value;
  }
  if (!absent && (smallest < 0 || smallest > LARGE)) return STEPS;
  return smallest >= 0 ? WHOLE : DOUBLES;
}

function encodeDoubles(values: NumberColumn): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(1 + values.length * 8);
  const view = new DataView(bytes.buffer);
  bytes[0] = DOUBLES;
  values.forEach((value, row) => view.setFloat64(1 + row * 8, value, true));
  return bytes;
}

export function decodeNumberColumn(bytes: Uint8Array, rows: number): NumberColumn {
  const values = new Float64Array(rows);
  if (bytes[0] === DOUBLES) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let row = 0; row < rows; row++) values[row] = view.getFloat64(1 + row * 8, true);
    return values;
  }
  const reader = new VarintReader(bytes);
  const kind = reader.unsigned();
  for (let row = 0, before = 0; row < rows; row++) {
    if (kind === STEPS) values[row] = before += reader.signed();
    else {
      const value = reader.unsigned();
      values[row] = value === 0 ? Number.NaN : value - 1;
    }
  }
  return values;
}
