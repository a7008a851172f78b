import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { ingestAnswerSchema, type IngestAnswer } from '../ingest/model';
import { AppError } from '../platform/errors';

const gzipAsync = promisify(gzip);

interface ClientOptions {
  url: string;
  token: string;
  format: string;
  clockSkewSeconds?: number | undefined;
  /** Gives up on one batch after it could not be delivered for so long. */
  retryForMs: number;
  /** Hears why a batch waits. */
  onWait: (reason: string) => void;
  /** Ends the waiting for another try. */
  signal?: AbortSignal | undefined;
}

const BACKOFF_MS_MIN = 500;
const BACKOFF_MS_MAX = 15_000;
const WAIT_MS_MAX = 60_000;

/** A refusal that any other batch would meet too, such as a bad token. */
export class Hopeless extends AppError {}

type Attempt = { answer: IngestAnswer } | { waitMs: number; reason: string };

/**
 * Delivers one body, trying again until it is acknowledged: the same bytes each time, so that a batch whose answer was lost is not stored twice.
 * Throws AppError when the server refuses it.
 */
export async function deliver(body: Buffer, options: ClientOptions): Promise<IngestAnswer> {
  const target = new URL('/api/ingest/events', options.url);
  target.searchParams.set('format', options.format);
  if (options.clockSkewSeconds !== undefined) target.searchParams.set('clockSkewSeconds', String(options.clockSkewSeconds));
  const packed = await gzipAsync(body, { level: 1 });
  const until = Date.now() + options.retryForMs;
  for (let backoffMs = BACKOFF_MS_MIN; ; backoffMs = Math.min(2 * backoffMs, BACKOFF_MS_MAX)) {
    const attempt = await tryOnce(target, packed, options.token, backoffMs);
    if ('answer' in attempt) return attempt.answer;
    if (Date.now() + attempt.waitMs > until) throw new Hopeless('busy', `${options.url} could not take the records: ${attempt.reason}`);
    options.onWait(attempt.reason);
    await sleep(attempt.waitMs, undefined, { signal: options.signal }).catch((thrown: unknown) => {
      if (!options.signal?.aborted) throw thrown;
      throw new Hopeless('busy', 'stopped', { cause: thrown });
    });
  }
}

async function tryOnce(target: URL, packed: Buffer, token: string, backoffMs: number): Promise<Attempt> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(target, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-encoding': 'gzip' }, body: new Uint8Array(packed) });
    text = await response.text();
  } catch (thrown) {
    return { waitMs: backoffMs, reason: networkReason(thrown) };
  }
  if (response.ok) return { answer: answerOf(text, target) };
  const message = messageOf(text) ?? `it answered ${response.status}`;
  if (response.status === 429 || response.status >= 500) return { waitMs: retryAfterMs(response) ?? backoffMs, reason: message };
  if (response.status === 401 || response.status === 403 || response.status === 404) throw new Hopeless('forbidden', message);
  throw new AppError('bad_request', message);
}

function answerOf(text: string, target: URL): IngestAnswer {
  try {
    return ingestAnswerSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Hopeless('bad_request', `what answers at ${target.origin} is not Yagura`, { cause });
  }
}

function networkReason(thrown: unknown): string {
  const { message, cause } = thrown as { message?: string; cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? message ?? 'no connection';
}

function retryAfterMs(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds * 1000, WAIT_MS_MAX) : undefined;
}

function messageOf(text: string): string | undefined {
  try {
    const { error } = JSON.parse(text) as { error?: { message?: unknown } };
    return typeof error?.message === 'string' ? error.message : undefined;
  } catch {
    return undefined; // not our JSON: something in between answered
  }
}
