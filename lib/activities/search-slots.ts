import 'server-only';
import { AppError } from '../platform/errors';

/** Searches that work at once in a process: each holds a connection, and together they must leave room for other requests. */
const SLOTS = 3;
const WAITING_MAX = 30;

interface Slots { busy: number; waiting: (() => void)[] }

/** One count for all routes of a process, which may each have their own copy of this module. */
const memo = globalThis as typeof globalThis & { yaguraSearchSlots?: Slots };

/** Runs `work` when one of the slots is free. */
export async function withSearchSlot<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  const slots = (memo.yaguraSearchSlots ??= { busy: 0, waiting: [] });
  if (slots.busy < SLOTS) slots.busy++;
  else {
    if (slots.waiting.length >= WAITING_MAX) throw new AppError('busy', 'Too many searches are running. Try again in a moment.', { retryAfterSeconds: 5 });
    await new Promise<void>((resolve) => slots.waiting.push(resolve)); // the slot is handed over
  }
  try {
    signal?.throwIfAborted();
    return await work();
  } finally {
    const next = slots.waiting.shift();
    if (next) next();
    else slots.busy--;
  }
}
