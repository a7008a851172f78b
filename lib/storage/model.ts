/** How full the place is where the database lives. */
export interface Room {
  databaseBytes: number;
  /** Of the embedded server's disk; null when PostgreSQL runs elsewhere. */
  disk: { freeBytes: number; totalBytes: number } | null;
}

/** Null: no such limit is set. */
export interface RoomLimits { diskFreeBytesMin: number; databaseBytesMax: number | null }

/** Which limit is reached. */
export type RoomProblem = { kind: 'disk'; freeBytes: number; minBytes: number } | { kind: 'database'; bytes: number; maxBytes: number };

/** What stands in the way of storing more; undefined while there is room. */
export function roomProblem(room: Room, limits: RoomLimits): RoomProblem | undefined {
  const { databaseBytes, disk } = room, { diskFreeBytesMin, databaseBytesMax } = limits;
  if (disk && disk.freeBytes < diskFreeBytesMin) return { kind: 'disk', freeBytes: disk.freeBytes, minBytes: diskFreeBytesMin };
  if (databaseBytesMax !== null && databaseBytes > databaseBytesMax) return { kind: 'database', bytes: databaseBytes, maxBytes: databaseBytesMax };
  return undefined;
}

/** Of one table with its partitions and indexes; `days` is how many partitions hold something. */
export interface TableSize { table: string; bytes: number; days: number }

/** One UTC day of receipt of the tenant. */
export interface ReceivedDay { day: string; records: number; bodyBytes: number; storedBytes: number }

export interface StorageReport {
  room: Room;
  limits: RoomLimits;
  problem: RoomProblem | null;
  /** Largest first. Of the whole installation, so only for those who run it; else null. */
  tables: TableSize[] | null;
  /** The last 14 days, newest first; `storedBytes` is the compressed originals alone. */
  days: ReceivedDay[];
}
