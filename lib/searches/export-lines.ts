import type { ActivityHit } from '../activities/model';
import { fieldByName, type CatalogueField } from '../engine/activity/catalogue';
import { isoWithOffset } from './iso-with-offset';

/** Writes hits as lines of a file. `head` is what stands before the first one. */
export interface LineWriter { type: string; head: string; line: (hit: ActivityHit) => string }

function fieldsNamed(names: readonly string[]): CatalogueField[] {
  return names.flatMap((name) => fieldByName(name) ?? []);
}

function valueOf({ activity }: ActivityHit, { property, type }: CatalogueField, zone: string): string | number | undefined {
  const value = activity[property];
  return type === 'time' && typeof value === 'number' ? isoWithOffset(value, zone) : value;
}

/** Begins with what a spreadsheet takes for a formula, also in the full-width forms that a Japanese one accepts. */
const FORMULA = /^[\s\u3000]*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** One cell as RFC 4180 has it. Text that a spreadsheet would run as a formula gets an apostrophe in front: records hold what attackers wrote. */
export function csvCell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",;\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** With the mark by which spreadsheets know UTF-8. */
export function csvWriter(names: readonly string[], zone: string): LineWriter {
  const fields = fieldsNamed(names), row = (cells: readonly string[]): string => `${cells.join(',')}\r\n`;
  return {
    type: 'text/csv; charset=utf-8',
    head: `\uFEFF${row([...fields.map(({ name }) => csvCell(name === '@timestamp' ? 'timestamp' : name)), 'record', 'source'])}`,
    line: (hit) => row([...fields.map((field) => csvCell(valueOf(hit, field, zone))), hit.uuid, String(hit.sourceId)]),
  };
}

/** One JSON object per line, by the names of the catalogue; fields without a value are left out. */
export function ndjsonWriter(names: readonly string[], zone: string): LineWriter {
  const fields = fieldsNamed(names);
  return {
    type: 'application/x-ndjson; charset=utf-8', head: '',
    line: (hit) => `${JSON.stringify({ ...Object.fromEntries(fields.map((field) => [field.name, valueOf(hit, field, zone)])), record: hit.uuid, source: hit.sourceId })}\n`,
  };
}
