import { existsSync, readFileSync } from 'node:fs';

const TABLES = ['/proc/net/udp', '/proc/net/udp6'];
const LOCAL_ADDRESS = 1;

/** Datagrams to a port that the system threw away because nobody read them in time, since the socket was opened; 0 where the system does not tell. */
export function kernelDrops(port: number): number {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return TABLES.filter((table) => existsSync(table)).flatMap((table) => readFileSync(table, 'utf8').split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[LOCAL_ADDRESS]?.endsWith(suffix))
    .reduce((sum, fields) => sum + (Number(fields.at(-1)) || 0), 0);
}
