import type { Activity } from '../activity/activity';

/** Longest text kept in a column; the original record keeps all of it. */
const TEXT_CHARS_MAX = 32_768;

/** What senders write for "nothing". Told by length first: nearly all values are none of these. */
function isAbsent(value: string): boolean {
  switch (value.length) {
    case 0:
      return true;
    case 1:
      return value === '-';
    case 3:
      return value === 'N/A' || value === 'n/a';
    case 6:
      return value === '%%1793';
    case 38:
      return value === '{00000000-0000-0000-0000-000000000000}';
    default:
      return false;
  }
}

/** Columns that hold text and columns that hold numbers, as the field maps fill them. */
export type TextProperty = { [P in keyof Activity]-?: string extends Activity[P] ? P : never }[keyof Activity];
export type NumberProperty = Exclude<{ [P in keyof Activity]-?: number extends Activity[P] ? P : never }[keyof Activity], 'observedAt'>;

/** A row of a field map: this column from that field. */
export type TextRow = readonly [property: TextProperty, field: string];
export type NumberRow = readonly [property: NumberProperty, field: string];

/** Field map of one kind of record, as data. */
export interface FieldMap {
  text: readonly TextRow[];
  numbers?: readonly NumberRow[];
}

/** Text of a scalar; undefined for what senders write when they have nothing to say. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'string') {
    if (isAbsent(value)) return undefined;
    // A NUL can be stored in no text column.
    const clean = value.includes('\0') ? value.replaceAll('\0', '') : value;
    return clean.length > TEXT_CHARS_MAX ? clean.slice(0, TEXT_CHARS_MAX) : clean;
  }
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  return undefined;
}

/** Text of the first element where senders write lists. */
export function firstText(value: unknown): string | undefined {
  return Array.isArray(value) ? text(value[0]) : text(value);
}

const NUMBER = /^\s*[-+]?(?:0x[0-9a-f]+|\d+(?:\.\d+)?)\s*$/i;

/** Number from a number, a decimal text or a `0x` text. */
export function number(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || value.length === 0 || value.length > 32 || !NUMBER.test(value)) return undefined;
  const parsed = Number(value);
  return Number.isFinite(parsed) ? parsed : undefined;
}

/** Whole number that fits a bigint column without loss. */
export function integer(value: unknown): number | undefined {
  const parsed = number(value);
  return parsed !== undefined && Number.isSafeInteger(parsed) ? parsed : undefined;
}

/** Windows logon ids and status codes in one spelling: `0x` and lower-case hex without leading zeros. */
export function hexId(value: unknown): string | undefined {
  const raw = text(value);
  if (raw === undefined) return undefined;
  const hex = /^0x0*([0-9a-f]+)$/i.exec(raw)?.[1];
  if (hex !== undefined) return `0x${hex.toLowerCase()}`;
  const decimal = integer(raw);
  return decimal !== undefined && decimal >= 0 ? `0x${decimal.toString(16)}` : undefined;
}

/** Fills columns from fields. Columns without a value stay absent; where a map names several fields for one column, the first that says something wins. */
export function applyMap(activity: Activity, fields: Readonly<Record<string, unknown>>, map: FieldMap): void {
  for (const row of map.text) {
    if (activity[row[0]] !== undefined) continue;
    const value = text(fields[row[1]]);
    if (value !== undefined) activity[row[0]] = value;
  }
  if (map.numbers === undefined) return;
  for (const row of map.numbers) {
    if (activity[row[0]] !== undefined) continue;
    const value = integer(fields[row[1]]);
    if (value !== undefined) activity[row[0]] = value;
  }
}

/** Paths are those of field maps: few, and asked for with every record. */
const PATHS = new Map<string, readonly string[]>();
const PATHS_MAX = 2_000;

function partsOf(path: string): readonly string[] {
  const known = PATHS.get(path);
  if (known !== undefined) return known;
  const parts = path.split('.');
  if (PATHS.size < PATHS_MAX) PATHS.set(path, parts);
  return parts;
}

/** The value at a path of nested objects, or under its dotted name. */
export function at(record: Readonly<Record<string, unknown>>, path: string): unknown {
  const direct = record[path];
  if (direct !== undefined) return direct;
  const parts = partsOf(path);
  let value: unknown = record;
  for (let i = 0; i < parts.length; i++) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[parts[i] ?? ''];
  }
  return parts.length === 1 ? undefined : value;
}
