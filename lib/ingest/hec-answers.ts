import { HEC_REASONS } from '../engine/decode/hec';
import { AppError, type ErrorCode } from '../platform/errors';
import { TokenError } from './authenticate';

interface HecAnswer { status: number; code: number; text: string }

/** The answers of Splunk's HTTP Event Collector, word for word: clients compare them. */
export const HEC = {
  disabled: { status: 403, code: 1, text: 'Token disabled' },
  tokenRequired: { status: 401, code: 2, text: 'Token is required' },
  invalidAuthorization: { status: 401, code: 3, text: 'Invalid authorization' },
  invalidToken: { status: 403, code: 4, text: 'Invalid token' },
  noData: { status: 400, code: 5, text: 'No data' },
  invalidData: { status: 400, code: 6, text: 'Invalid data format' },
  internal: { status: 500, code: 8, text: 'Internal server error' },
  busy: { status: 503, code: 9, text: 'Server is busy' },
  channelMissing: { status: 400, code: 10, text: 'Data channel is missing' },
  channelInvalid: { status: 400, code: 11, text: 'Invalid data channel' },
  eventRequired: { status: 400, code: 12, text: 'Event field is required' },
  eventBlank: { status: 400, code: 13, text: 'Event field cannot be blank' },
  queryAuthorization: { status: 400, code: 16, text: 'Query string authorization is not enabled' },
  healthy: { status: 200, code: 17, text: 'HEC is healthy' },
  unhealthy: { status: 503, code: 18, text: 'HEC is unhealthy, queues are full' },
  tooLarge: { status: 413, code: 27, text: 'Request entity too large' },
} as const satisfies Record<string, HecAnswer>;

/** An error that has its own code in this dialect. */
export class HecError extends AppError {
  constructor(readonly answer: HecAnswer, readonly extra: Readonly<Record<string, unknown>> = {}) {
    super('bad_request', answer.text);
  }
}

export function hecResponse({ status, code, text }: HecAnswer, extra: Readonly<Record<string, unknown>> = {}): Response {
  return Response.json({ text, code, ...extra }, { status });
}

const BY_CODE: Readonly<Record<ErrorCode, HecAnswer>> = {
  bad_request: HEC.invalidData, unsupported: HEC.invalidData, not_found: HEC.invalidData, conflict: HEC.invalidData, condition_not_met: HEC.invalidData,
  unauthenticated: HEC.invalidAuthorization, forbidden: HEC.disabled, too_large: HEC.tooLarge, rate_limited: HEC.busy, busy: HEC.busy, internal: HEC.internal,
};

/** An error in the collector's words. What it means here is told beside them. */
export function hecError(error: AppError, id: string): Response {
  if (error instanceof HecError) return hecResponse(error.answer, error.extra);
  if (error instanceof TokenError) return hecResponse({ missing: HEC.tokenRequired, unknown: HEC.invalidToken, disabled: HEC.disabled }[error.fault], { details: error.message });
  const answer = BY_CODE[error.code];
  if (answer.code === HEC.busy.code) return hecResponse(answer);
  return hecResponse(answer, error.code === 'internal' ? { requestId: id } : { details: error.message });
}

/** The collector's answer to a body of which nothing could be stored, by its first bad record. */
export function hecReject(reason: string, index: number): HecError {
  const answer = reason === HEC_REASONS.noEvent ? HEC.eventRequired : reason === HEC_REASONS.blank ? HEC.eventBlank : HEC.invalidData;
  return new HecError(answer, { 'invalid-event-number': index, details: reason });
}
