import type { JsonObject } from './types';

const COLUMNS_MAX = 200;
const CELL = /"((?:[^"]|"")*)"|(\S+)/g;

/** The header of a log in W3C's extended format, which names the columns of the lines below it. */
export class W3cHeader {
  #fields: readonly string[] = [];

  /** Whether rows can be read. */
  get ready(): boolean {
    return this.#fields.length > 0;
  }

  /** Takes a directive line; says whether it was one. */
  readDirective(line: string): boolean {
    const fields = /^#Fields:\s*(.*)$/i.exec(line)?.[1];
    if (fields === undefined) return /^#(?:Version|Software|Date|Start-Date|End-Date|Remark|System-Name):/i.test(line);
    // A column of this name would replace the row's prototype.
    this.#fields = fields.trim().split(/\s+/, COLUMNS_MAX).map((field) => (field === '__proto__' ? 'proto' : field));
    return true;
  }

  /** The row by column name, with `date` and `time` as one `timestamp` too; undefined when the number of columns does not fit. */
  readRow(line: string): JsonObject | undefined {
    const cells = [...line.matchAll(CELL)].map(([, quoted, plain]) => plain ?? quoted?.replaceAll('""', '"') ?? '');
    if (cells.length !== this.#fields.length) return undefined;
    const row: JsonObject = {};
    this.#fields.forEach((field, at) => {
      const cell = cells[at];
      if (cell !== undefined && cell !== '-') row[field] = cell;
    });
    // The format is in UTC unless its writer was told otherwise.
    if (typeof row.date === 'string' && typeof row.time === 'string') row.timestamp = `${row.date}T${row.time}Z`;
    return row;
  }
}
