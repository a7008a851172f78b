/** A CEF message: the seven header fields and the extension by key. */
export interface CefMessage {
  vendor: string;
  product: string;
  version: string;
  eventClass: string;
  name: string;
  severity: string;
  extension: Record<string, string>;
}

const HEADER_FIELDS = 7;
const KEYS_MAX = 200;
/** A key stands at the start or after a space and runs to an unescaped `=`. */
const KEY = /(?:^|\s)([A-Za-z0-9_][A-Za-z0-9_.[\]-]{0,63})=/g;

/** `CEF:0|`, `CEF: 0|`, `TMEF:0|`; relays are known to lose the name, which only this vendor's header is then told by. */
const START = /(?:CEF|TMEF):\s{0,2}(?=\d{1,2}(?:\.\d)?\|)|(?:^|\s)(?=\d\|Trend(?: ?Micro|AI)[^|]{0,8}\|)/;

/** Finds and parses a CEF message in a line, which may begin with a syslog header. Undefined when there is none. */
export function parseCef(line: string): CefMessage | undefined {
  const start = START.exec(line);
  if (start === null) return undefined;
  const header = splitHeader(line.slice(start.index + start[0].length));
  if (header === undefined) return undefined;
  const [, vendor = '', product = '', version = '', eventClass = '', name = '', severity = '', extension = ''] = header;
  return { vendor, product, version, eventClass, name, severity, extension: parseExtension(extension) };
}

/** The header's fields and, last, the extension as it is. `\|` and `\\` are escapes in the header only. */
function splitHeader(message: string): string[] | undefined {
  const fields: string[] = [];
  let field = '';
  for (let i = 0; i < message.length; i++) {
    const char = message.charAt(i);
    if (char === '\\' && i + 1 < message.length) field += message.charAt(++i);
    else if (char === '|') {
      fields.push(field.trim());
      field = '';
      if (fields.length === HEADER_FIELDS) return [...fields, message.slice(i + 1)];
    } else field += char;
  }
  return fields.length === HEADER_FIELDS - 1 ? [...fields, field.trim(), ''] : undefined;
}

/** Values hold spaces, so a value ends where the next key begins. */
export function parseExtension(extension: string): Record<string, string> {
  const values: Record<string, string> = Object.create(null) as Record<string, string>;
  const keys: { name: string; keyAt: number; valueAt: number }[] = [];
  for (const match of extension.matchAll(KEY)) {
    const name = match[1] ?? '';
    keys.push({ name, keyAt: match.index, valueAt: match.index + match[0].length });
    if (keys.length === KEYS_MAX) break;
  }
  keys.forEach((key, i) => {
    values[key.name] = unescapeValue(extension.slice(key.valueAt, keys[i + 1]?.keyAt ?? extension.length).trim());
  });
  return values;
}

/** Custom fields under the names that their labels give them (`cs1Label=Policy cs1=x` is `Policy`: `x`), beside all others. */
export function labelledExtension(extension: Readonly<Record<string, string>>): Record<string, string> {
  const values: Record<string, string> = Object.create(null) as Record<string, string>;
  Object.assign(values, extension);
  for (const key of Object.keys(extension)) {
    const label = key.endsWith('Label') ? extension[key] : undefined;
    const value = label === undefined ? undefined : extension[key.slice(0, -5)];
    if (label !== undefined && label !== '' && value !== undefined && values[label] === undefined) values[label] = value;
  }
  return values;
}

/** Senders escape `=` and `\`, write line breaks as `\n` or, through syslog, as `#012`. */
function unescapeValue(value: string): string {
  return value.replaceAll('#012', '\n').replaceAll('#015', '\r').replace(/\\([\\=|nr])/g, (_, char: string) => (char === 'n' ? '\n' : char === 'r' ? '\r' : char));
}
