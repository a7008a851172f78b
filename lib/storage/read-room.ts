import 'server-only';
import { statfs } from 'node:fs/promises';
import { env } from '../platform/env';
import type { Room, RoomLimits } from './model';
import { findDatabaseBytes } from './store';

/** Measures now: a statement and a look at the file system. */
export async function readRoom(): Promise<Room> {
  const folder = env().YAGURA_DATABASE_FOLDER;
  const [databaseBytes, disk] = await Promise.all([findDatabaseBytes(), folder === undefined ? null : statfs(folder)]);
  return { databaseBytes, disk: disk && { freeBytes: disk.bavail * disk.bsize, totalBytes: disk.blocks * disk.bsize } };
}

export function roomLimits(): RoomLimits {
  return { diskFreeBytesMin: env().YAGURA_DISK_FREE_BYTES_MIN, databaseBytesMax: env().YAGURA_DATABASE_BYTES_MAX ?? null };
}
