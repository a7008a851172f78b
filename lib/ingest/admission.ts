import { AppError } from '../platform/errors';
import { BODY_LIMITS } from './limits';

const RETRY_AFTER_SECONDS = 1;

/**
 * Bounds what one process holds at once: a few batches wait for a thread (slow is better than refused), more are told to come back.
 * Bodies are counted while they are read, since their length is not known before.
 */
export class Admission {
  #batches = 0;
  #bytes = 0;

  constructor(private readonly batchesMax: number, private readonly bytesMax: number = 2 * BODY_LIMITS.compressedBytesMax) {}

  /** Runs `work` in a slot. It reports bytes that it takes in; they are given back with the slot. */
  async run<T>(work: (take: (bytes: number) => void) => Promise<T>): Promise<T> {
    if (this.#batches >= this.batchesMax) throw busy();
    this.#batches++;
    let held = 0;
    try {
      return await work((bytes) => {
        if (this.#bytes + bytes > this.bytesMax) throw busy();
        this.#bytes += bytes;
        held += bytes;
      });
    } finally {
      this.#batches--;
      this.#bytes -= held;
    }
  }
}

function busy(): AppError {
  return new AppError('rate_limited', 'Too many batches at once. Nothing of this one was stored; send it again.', { retryAfterSeconds: RETRY_AFTER_SECONDS });
}
