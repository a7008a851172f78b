/** PostgreSQL's COPY text format with `NULL ''`: fields parted by tabs, rows by newlines, backslash escapes. The engine leaves empty values out. */
const UNSAFE = /[\t\n\r\0]/;

/** Lone surrogates need no care here: the UTF-8 encoder writes U+FFFD for them. */
export function copyText(value: string | undefined, charsMax: number): string {
  if (value === undefined) return '';
  const text = value.length > charsMax ? cut(value, charsMax) : value;
  const escaped = text.includes('\\') ? text.replaceAll('\\', '\\\\') : text;
  return UNSAFE.test(escaped) ? escaped.replace(/[\t\n\r\0]/g, escapeControl) : escaped;
}

function cut(value: string, charsMax: number): string {
  const last = value.charCodeAt(charsMax - 1);
  return value.slice(0, last >= 0xd800 && last < 0xdc00 ? charsMax - 1 : charsMax);
}

function escapeControl(char: string): string {
  if (char === '\t') return '\\t';
  if (char === '\n') return '\\n';
  if (char === '\r') return '\\r';
  return '\ufffd'; // PostgreSQL text cannot hold NUL; the original byte stays in the chunk
}

/** JSON that jsonb takes: it refuses \u0000 and lone surrogates, which JSON.stringify writes as escapes. */
export function jsonbText(value: unknown): string {
  const text = JSON.stringify(value);
  if (!text.includes('\\u')) return text;
  return text.replace(/\\(u0000|ud[89a-f][0-9a-f]{2}|.)/g, (pair: string) => (/^\\u(0000|d)/.test(pair) ? '\ufffd' : pair));
}

/** A jsonb value. */
export function copyJson(value: unknown): string {
  return jsonbText(value).replaceAll('\\', '\\\\');
}

/** A text[] value. */
export function copyArray(values: readonly string[]): string {
  if (values.length === 0) return '{}';
  const items = values.map((value) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`);
  return copyText(`{${items.join(',')}}`, Number.MAX_SAFE_INTEGER);
}

let secondAt = Number.NaN;
let secondText = '';

/** timestamptz(3) in UTC. Neighbouring records share their second. */
export function copyInstant(epochMs: number): string {
  const second = Math.floor(epochMs / 1000);
  if (second !== secondAt) {
    secondText = new Date(second * 1000).toISOString().slice(0, 20);
    secondAt = second;
  }
  return `${secondText}${String(Math.floor(epochMs) - second * 1000).padStart(3, '0')}Z`;
}

const FLUSH_CHARS = 256 * 1024;

/** Collects rows and turns them into bytes in large pieces. */
export class CopyRows {
  readonly #encoder = new TextEncoder();
  readonly #parts: Uint8Array<ArrayBuffer>[] = [];
  #pending = '';

  /** One row without its line break; fields are already escaped. */
  row(text: string): void {
    this.#pending += text + '\n';
    if (this.#pending.length >= FLUSH_CHARS) this.#flush();
  }

  finish(): Uint8Array<ArrayBuffer>[] {
    if (this.#pending !== '') this.#flush();
    return this.#parts;
  }

  #flush(): void {
    this.#parts.push(this.#encoder.encode(this.#pending));
    this.#pending = '';
  }
}
