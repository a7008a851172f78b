import type { JsonObject } from '../../decode/types';

const LINE = /^([A-Za-z][A-Za-z0-9_]{1,40}): ?(.*?)\r?$/gm;
const FIELDS_MAX = 60;

/** Reads the `Name: value` lines of a Sysmon message into `fields` that lack them: some shippers keep only the message. */
export function addMessageFields(fields: JsonObject, message: string): void {
  let count = 0;
  for (const match of message.matchAll(LINE)) {
    const [, name, value] = match;
    if (name === undefined || name === '__proto__' || ++count > FIELDS_MAX) continue;
    if (fields[name] === undefined) fields[name] = value ?? '';
  }
}

/** The value of one `Name: value` line. */
export function messageValue(message: string | undefined, name: string): string | undefined {
  if (message === undefined) return undefined;
  const label = `\n${name}: `;
  const start = message.indexOf(label);
  if (start < 0) return undefined;
  const from = start + label.length;
  const lineEnd = message.indexOf('\n', from);
  const value = message.slice(from, lineEnd < 0 ? message.length : lineEnd).trim();
  return value === '' ? undefined : value;
}
