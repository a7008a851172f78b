/** One line of the Linux audit log: its record type, the event that it belongs to, and its fields. */
export interface AuditLine {
  type: string;
  /** Epoch seconds with milliseconds, as written. */
  time: string;
  serial: string;
  node?: string;
  fields: Record<string, string>;
}

const HEADER = /^(?:node=(\S{1,255}) )?type=([A-Z0-9_]{2,40}) msg=audit\((\d{1,12}\.\d{1,6}):(\d{1,20})\):\s*/;
const FIELD = /([A-Za-z0-9_-]{1,64})=("(?:[^"\\]|\\.)*"|'[^']*'|\S*)/g;
const FIELDS_MAX = 300;
/** Fields that the kernel writes in hex when they hold spaces or control characters. */
const ENCODED = /^(?:proctitle|exe|comm|cwd|name|key|cmd|acct|data|a\d{1,4}(?:\[\d+\])?|path)$/;

/** Parses a line as auditd writes it; undefined when it is none. */
export function parseAuditLine(line: string): AuditLine | undefined {
  const header = HEADER.exec(line);
  if (header === null) return undefined;
  const [whole, node, type = '', time = '', serial = ''] = header;
  // The enriched part (upper-case names after a group separator) repeats the numbers in words.
  const fields: Record<string, string> = Object.create(null) as Record<string, string>;
  readFields(line.slice(whole.length), type, fields, 0);
  return { type, time, serial, fields, ...(node === undefined ? {} : { node }) };
}

function readFields(text: string, type: string, fields: Record<string, string>, depth: number): void {
  let count = 0;
  for (const [, name = '', written = ''] of text.replaceAll('\x1d', ' ').matchAll(FIELD)) {
    if (++count > FIELDS_MAX) return;
    // User-space records carry their own fields in a quoted message.
    if (name === 'msg' && written.startsWith("'") && depth === 0) readFields(written.slice(1, -1), type, fields, 1);
    else fields[name] = valueOf(name, written, type);
  }
}

function valueOf(name: string, written: string, type: string): string {
  if (written.startsWith('"')) return written.slice(1, written.length > 1 && written.endsWith('"') ? -1 : undefined);
  const encoded = ENCODED.test(name) && (type !== 'SYSCALL' || !/^a\d$/.test(name));
  return encoded && written.length >= 4 && written.length % 2 === 0 && /^[0-9A-F]+$/.test(written) ? fromHex(written) : written;
}

/** Arguments are separated by NUL; anything that is no text stays as it is. */
function fromHex(hex: string): string {
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16);
  return new TextDecoder().decode(bytes).replace(/\0+$/, '').replaceAll('\0', ' ');
}
