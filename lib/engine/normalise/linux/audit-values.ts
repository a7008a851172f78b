import { address } from '../identity';
import { text } from '../values';

const ARGUMENTS_MAX = 256;

/** The arguments of an EXECVE record: `a0`, `a1`, … */
export function argumentsOf(fields: Readonly<Record<string, unknown>>): string[] {
  const argv: string[] = [];
  for (let i = 0; i < ARGUMENTS_MAX; i++) {
    const argument = fields[`a${i}`];
    if (argument === undefined) break;
    argv.push(String(argument));
  }
  return argv;
}

export function hasFailed(fields: Readonly<Record<string, unknown>>): boolean {
  return text(fields.res)?.startsWith('fail') === true || fields.res === '0' || fields.success === 'no';
}

const INET = '0200', INET6 = '0A00';

/** The far end in a socket address as the kernel writes it: family, port and address in hex. Undefined for local sockets. */
export function socketAddress(hex: string | undefined): { address: string; port: number } | undefined {
  if (hex === undefined || !/^[0-9A-F]{16,}$/i.test(hex)) return undefined;
  const family = hex.slice(0, 4).toUpperCase();
  const port = Number.parseInt(hex.slice(4, 8), 16);
  if (family === INET) {
    const bytes = [8, 10, 12, 14].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
    return { address: bytes.join('.'), port };
  }
  if (family !== INET6 || hex.length < 48) return undefined;
  const far = address(hex.slice(16, 48).replace(/(.{4})(?=.)/g, '$1:'));
  return far === undefined ? undefined : { address: far, port };
}
