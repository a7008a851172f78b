import type { TextColumn } from '../segment/text-column';

/** The values of a column in lower case, as search compares them. */
export interface FoldedColumn {
  count: number;
  text: string;
  /** Value `i` lies at [start(i), end(i)). */
  start(index: number): number;
  end(index: number): number;
  value(index: number): string;
}

const known = new WeakMap<TextColumn, FoldedColumn>();

/** Folds a column once, however many tests look at it. */
export function folded(column: TextColumn): FoldedColumn {
  let made = known.get(column);
  if (made === undefined) known.set(column, made = fold(column));
  return made;
}

function fold(column: TextColumn): FoldedColumn {
  const whole = column.text.toLowerCase();
  // Almost always folding keeps every length, and the places of the values with it.
  if (whole.length === column.text.length) return placed(whole, column.count, () => column.starts);
  const values = Array.from({ length: column.count }, (_, i) => column.value(i).toLowerCase());
  const starts = new Uint32Array(values.length + 1);
  values.forEach((value, i) => { starts[i + 1] = (starts[i] as number) + value.length + 1; });
  return placed(values.join('\n'), values.length, () => starts);
}

function placed(text: string, count: number, starts: () => Uint32Array): FoldedColumn {
  const start = (index: number): number => starts()[index] as number;
  const end = (index: number): number => (starts()[index + 1] as number) - 1;
  return { count, text, start, end, value: (index) => text.slice(start(index), end(index)) };
}
