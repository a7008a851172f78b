import { randomUUID } from 'node:crypto';

/** Where a stored record is: the day of receipt, its chunk, its place in the chunk. */
export interface RecordAddress { receivedDay: string; chunkId: bigint; ordinal: number }

const DAY_MS = 86_400_000;

/**
 * The public uuid of a stored record, a UUIDv8 (RFC 9562 §5.8) that holds its address: day (16 bits since 1970), chunk (58 bits), ordinal (32 bits).
 * Looking one up needs no index, and a replay gives the same uuid.
 */
export function recordUuid({ receivedDay, chunkId, ordinal }: RecordAddress): string {
  const day = BigInt(Date.parse(`${receivedDay}T00:00:00Z`) / DAY_MS);
  const high = (day << 32n) | (chunkId >> 26n & 0xffff_ffffn);
  const mid = chunkId >> 14n & 0xfffn;
  const low = chunkId & 0x3fffn;
  const hex = (value: bigint, digits: number) => value.toString(16).padStart(digits, '0');
  const h = hex(high, 12);
  return `${h.slice(0, 8)}-${h.slice(8)}-8${hex(mid, 3)}-${hex(0x8000n | low, 4)}-0000${hex(BigInt(ordinal), 8)}`;
}

/** The address in a uuid made by `recordUuid`; undefined for any other text. */
export function recordAddress(uuid: string): RecordAddress | undefined {
  const m = /^([0-9a-f]{4})([0-9a-f]{4})-([0-9a-f]{4})-8([0-9a-f]{3})-([89ab][0-9a-f]{3})-0000([0-9a-f]{8})$/i.exec(uuid);
  if (!m) return undefined;
  const part = (i: number) => BigInt(`0x${m[i] ?? '0'}`);
  const chunkId = (part(2) << 16n | part(3)) << 26n | part(4) << 14n | (part(5) & 0x3fffn);
  return { receivedDay: new Date(Number(part(1)) * DAY_MS).toISOString().slice(0, 10), chunkId, ordinal: Number(part(6)) };
}

/** An id for one request, shown to the caller with an internal error and written to the log. */
export function requestId(): string {
  return randomUUID();
}
