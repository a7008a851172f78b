import { parseExtension } from './cef';

/** A LEEF message: header fields and attributes by key. */
export interface LeefMessage {
  vendor: string;
  product: string;
  version: string;
  eventId: string;
  attributes: Record<string, string>;
}

const ATTRIBUTES_MAX = 200;
/** A tab as relays write it when they keep control characters out of their lines. */
const WRITTEN_TABS = /#011|<009>|\\0x09|\\t(?=[A-Za-z]\w*=)/g;

/** Finds and parses a LEEF message (1.0 or 2.0) in a line, which may begin with a syslog header. Undefined when there is none. */
export function parseLeef(line: string): LeefMessage | undefined {
  const start = line.indexOf('LEEF:');
  if (start < 0) return undefined;
  const message = line.slice(start + 5).trimStart();
  const parts = message.split('|', 5);
  const [format = '', vendor = '', product = '', version = '', eventId] = parts;
  if (eventId === undefined || !/^\d/.test(format)) return undefined;
  let rest = message.slice(parts.join('|').length + 1);
  let delimiter = '\t';
  if (format.startsWith('2')) {
    const bar = rest.indexOf('|');
    if (bar >= 0 && bar <= 5) {
      delimiter = delimiterOf(rest.slice(0, bar));
      rest = rest.slice(bar + 1);
    }
  }
  return { vendor, product, version, eventId, attributes: attributesOf(rest, delimiter) };
}

/** LEEF 2.0 names its delimiter as the character itself or in hex: `^`, `x09`, `0x5E`. */
function delimiterOf(written: string): string {
  const hex = /^0?x([0-9a-f]{2,4})$/i.exec(written)?.[1];
  if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
  return written === '' ? '\t' : written.charAt(0);
}

function attributesOf(text: string, delimiter: string): Record<string, string> {
  const plain = delimiter === '\t' ? text.replace(WRITTEN_TABS, '\t') : text;
  // Some relays turn tabs into spaces: then a value ends where the next key begins.
  if (!plain.includes(delimiter)) return parseExtension(plain);
  const attributes: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const pair of plain.split(delimiter, ATTRIBUTES_MAX)) {
    const equals = pair.indexOf('=');
    if (equals > 0) attributes[pair.slice(0, equals).trim()] = pair.slice(equals + 1).trim();
  }
  return attributes;
}
