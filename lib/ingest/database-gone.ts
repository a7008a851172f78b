import { AppError } from '../platform/errors';

const RETRY_AFTER_SECONDS = 5;

/** Connection failures, shutdown, too many connections, disk full: the server or its network, not the statement. Codes of PostgreSQL, Node and Prisma. */
const GONE = /^(08...|57P0[123]|53...|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|P1001|P1002|P1008|P1017|P2024|P2028|P2037)$/;
/** What the drivers say without a code. */
const GONE_MESSAGE = /connection terminated|connection ended|not queryable|connection timeout|timeout exceeded when trying to connect|can't reach database|ConnectionClosed|DatabaseNotReachable/i;

/** Whether an error means that PostgreSQL cannot be used just now. */
function isDatabaseGone(thrown: unknown, depth = 0): boolean {
  if (typeof thrown !== 'object' || thrown === null || depth > 5) return false;
  const { code, message, cause, kind, originalCode } = thrown as { code?: unknown; message?: unknown; cause?: unknown; kind?: unknown; originalCode?: unknown };
  if ([code, originalCode].some((each) => typeof each === 'string' && GONE.test(each))) return true;
  if ([message, kind].some((each) => typeof each === 'string' && GONE_MESSAGE.test(each))) return true;
  if (thrown instanceof AggregateError && thrown.errors.some((each) => isDatabaseGone(each, depth + 1))) return true;
  return isDatabaseGone(cause, depth + 1);
}

/** Runs database work; when PostgreSQL is away the sender is asked to come back, and nothing is acknowledged. */
export async function orBusy<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!isDatabaseGone(thrown)) throw thrown;
    throw new AppError('busy', 'The database does not answer. Nothing was stored; send again.', { cause: thrown, retryAfterSeconds: RETRY_AFTER_SECONDS });
  }
}
