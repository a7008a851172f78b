import 'server-only';
import { readRoom, roomLimits } from './read-room';
import { RoomGuard } from './room-guard';

/** One for all routes of a process, which may each have their own copy of this module. */
const memo = globalThis as typeof globalThis & { yaguraRoom?: RoomGuard };

/** Throws `busy` while the database's disk is nearly full. */
export async function requireRoom(): Promise<void> {
  await (memo.yaguraRoom ??= new RoomGuard(readRoom, roomLimits, Date.now)).requireRoom();
}
