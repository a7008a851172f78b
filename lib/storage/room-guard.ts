import 'server-only';
import { AppError } from '../platform/errors';
import { log } from '../platform/log';
import { roomProblem, type Room, type RoomLimits, type RoomProblem } from './model';

const MEASURE_EVERY_MS = 5_000;
const RETRY_AFTER_SECONDS = 60;
const gib = (bytes: number): string => `${(bytes / 1024 ** 3).toFixed(2)} GiB`;

/**
 * Refuses before the disk is full, since a database that cannot write its log stops for everybody and for reading too. Measures at most every five
 * seconds; batches meanwhile go by the last answer.
 */
export class RoomGuard {
  #problem: RoomProblem | undefined;
  #measuredAt = -Infinity;
  #measuring: Promise<void> | undefined;

  constructor(private readonly measure: () => Promise<Room>, private readonly limits: () => RoomLimits, private readonly now: () => number) {}

  /** Throws `busy`, which every shipper survives by keeping what it holds. */
  async requireRoom(): Promise<void> {
    if (this.now() - this.#measuredAt >= MEASURE_EVERY_MS) {
      this.#measuring ??= this.#refresh().finally(() => { this.#measuring = undefined; });
      // With room at the last look a batch need not wait for the next one.
      if (this.#problem || this.#measuredAt === -Infinity) await this.#measuring;
    }
    if (this.#problem) throw new AppError('busy', words(this.#problem), { retryAfterSeconds: RETRY_AFTER_SECONDS });
  }

  async #refresh(): Promise<void> {
    try {
      const before = this.#problem;
      this.#problem = roomProblem(await this.measure(), this.limits());
      if (this.#problem && !before) log.error(this.#problem, 'ingest stops: there is no room left');
      if (!this.#problem && before) log.info('ingest goes on: there is room again');
    } catch (thrown) {
      // What cannot be measured is no reason to refuse: when the database is away, the batch will say so itself.
      log.warn({ err: thrown }, 'the room for records could not be measured');
    }
    this.#measuredAt = this.now();
  }
}

function words(problem: RoomProblem): string {
  const rest = 'Nothing was stored; keep the records and send them again.';
  if (problem.kind === 'disk') return `The disk of the database has ${gib(problem.freeBytes)} free, less than the ${gib(problem.minBytes)} that must stay. ${rest}`;
  return `The database has ${gib(problem.bytes)}, more than the ${gib(problem.maxBytes)} that it may have. ${rest}`;
}
