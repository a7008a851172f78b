import { AppError } from '../../platform/errors';
import type { Answer } from '../outbound/send-request';
import { PrivateAddressError } from '../outbound/safe-address';

/** `retry`: may work later. `permanent`: needs a person. `gone`: the message to edit is not there any more. */
export type FailureKind = 'retry' | 'permanent' | 'gone';

export interface DeliveryErrorOptions { status?: number; retryAfterMs?: number; /** It may have arrived nevertheless. */ uncertain?: boolean; cause?: unknown }

/** A message that did not get through. The text is for people: what the receiver said. */
export class DeliveryError extends Error {
  readonly kind: FailureKind;
  readonly status: number | null;
  readonly retryAfterMs: number | null;
  readonly uncertain: boolean;

  constructor(kind: FailureKind, message: string, { status, retryAfterMs, uncertain = false, cause }: DeliveryErrorOptions = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'DeliveryError';
    this.kind = kind;
    this.status = status ?? null;
    this.retryAfterMs = retryAfterMs ?? null;
    this.uncertain = uncertain;
  }
}

const LATER: ReadonlySet<number> = new Set([408, 425, 429]);
const ANSWER_CHARS_MAX = 300;

/** The answer of a receiver as one line for people. */
export function answerText({ status, text }: Answer): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line === '' ? `HTTP ${status}` : `HTTP ${status}: ${line.slice(0, ANSWER_CHARS_MAX)}`;
}

/** `Retry-After` in either of its forms. */
export function retryAfterOf(answer: Answer, now: Date): number | undefined {
  const value = answer.headers['retry-after'];
  if (typeof value !== 'string') return undefined;
  const seconds = Number(value), ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(value) - now.getTime();
  return Number.isFinite(ms) && ms >= 0 ? ms : undefined;
}

/** Passes a 2xx on and makes of everything else the error that it is. A redirect is refused: it would lead past the check of the address. */
export function accepted(answer: Answer, now: Date): Answer {
  const { status } = answer;
  if (status >= 200 && status < 300) return answer;
  const retryAfterMs = retryAfterOf(answer, now), kind = LATER.has(status) || status >= 500 ? 'retry' : 'permanent';
  throw new DeliveryError(kind, answerText(answer), { status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
}

/** Errors before anything was sent: the other side has certainly not got it. */
const NOT_SENT: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL']);

/** Whatever a try threw, as a DeliveryError. */
export function asDeliveryError(thrown: unknown): DeliveryError {
  if (thrown instanceof DeliveryError) return thrown;
  if (thrown instanceof PrivateAddressError || thrown instanceof AppError) return new DeliveryError('permanent', thrown.message, { cause: thrown });
  const code = thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  const message = thrown instanceof Error ? (thrown.name === 'TimeoutError' ? 'No answer in time.' : thrown.message) : 'It failed.';
  return new DeliveryError('retry', message, { uncertain: !NOT_SENT.has(code), cause: thrown });
}
