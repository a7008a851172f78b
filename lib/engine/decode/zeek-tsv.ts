import type { JsonObject } from './types';

/** How a Zeek column becomes a value; `list` holds the element's conversion for sets and vectors. */
type ZeekType = 'text' | 'number' | 'bool' | { list: 'text' | 'number' | 'bool' };

const NUMBER_TYPES = new Set(['time', 'interval', 'count', 'int', 'port', 'double']);

/** The header of a Zeek TSV log as far as it was read. It may change in the middle of a body: several logs are often sent as one. */
export class ZeekHeader {
  #separator = '\t';
  #setSeparator = ',';
  #emptyField = '(empty)';
  #unsetField = '-';
  #path = '';
  #fields: readonly string[] = [];
  #types: readonly ZeekType[] = [];

  /** Whether rows can be read. */
  get ready(): boolean {
    return this.#fields.length > 0;
  }

  /** Takes a line that begins with `#`; lines that are no header line of Zeek change nothing. */
  readHeader(line: string): void {
    if (line.startsWith('#separator')) {
      this.#separator = unescapeHex(line.slice('#separator'.length).trim()) || '\t';
      this.#fields = [];
      this.#types = [];
      return;
    }
    const [name = '', ...values] = line.split(this.#separator);
    const first = values[0] ?? '';
    if (name === '#set_separator') this.#setSeparator = unescapeHex(first) || ',';
    else if (name === '#empty_field') this.#emptyField = first;
    else if (name === '#unset_field') this.#unsetField = first;
    else if (name === '#path') this.#path = first;
    // A column of this name would replace the row's prototype.
    else if (name === '#fields') this.#fields = values.map((field) => (field === '__proto__' ? 'proto' : field));
    else if (name === '#types') this.#types = values.map(zeekType);
  }

  /** The row as Zeek's JSON writer would give it, with `_path`; undefined when the number of columns does not fit. */
  readRow(line: string): JsonObject | undefined {
    const cells = line.split(this.#separator);
    if (cells.length !== this.#fields.length) return undefined;
    const row: JsonObject = { _path: this.#path };
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i];
      const field = this.#fields[i];
      if (cell === undefined || field === undefined || cell === this.#unsetField) continue;
      row[field] = this.#value(cell, this.#types[i] ?? 'text');
    }
    return row;
  }

  #value(cell: string, type: ZeekType): unknown {
    if (typeof type === 'string') return cell === this.#emptyField ? '' : scalar(cell, type);
    if (cell === this.#emptyField) return [];
    return cell.split(this.#setSeparator).map((item) => (item === this.#unsetField ? null : scalar(item, type.list)));
  }
}

function zeekType(name: string): ZeekType {
  const list = /^(?:set|vector)\[(.*)\]$/.exec(name)?.[1];
  const base = (of: string): 'text' | 'number' | 'bool' => (NUMBER_TYPES.has(of) ? 'number' : of === 'bool' ? 'bool' : 'text');
  return list === undefined ? base(name) : { list: base(list) };
}

function scalar(cell: string, type: 'text' | 'number' | 'bool'): unknown {
  if (type === 'bool') return cell === 'T' || cell === 'true';
  if (type === 'number') {
    const value = Number(cell);
    return Number.isFinite(value) ? value : cell;
  }
  return cell.includes('\\x') ? unescapeHex(cell) : cell;
}

/** Zeek writes separators and control characters as `\x09`. Bytes above ASCII stay escaped: their encoding is not known. */
function unescapeHex(text: string): string {
  return text.replace(/\\x([0-7][0-9a-fA-F])/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
