import { HTTP_STATUS, type AppError, type ErrorCode } from '../platform/errors';
import type { IngestAnswer } from './model';
import { encodeOtlp } from './otlp-protobuf';
import type { Envelope } from './thread-types';

/** gRPC's numbers of what went wrong, which OTLP errors carry. */
const GRPC_CODES: Readonly<Record<ErrorCode, number>> = {
  bad_request: 3, unauthenticated: 16, forbidden: 7, not_found: 5, conflict: 6, condition_not_met: 9, too_large: 3, unsupported: 3, rate_limited: 8, busy: 14, internal: 13,
};

/** What the sender calls its body; answers are in the same form. */
export function otlpEnvelope(request: Request): Envelope {
  return /json/i.test(request.headers.get('content-type') ?? '') ? 'otlp-json' : 'otlp-protobuf';
}

function respond(envelope: Envelope, name: 'ExportLogsServiceResponse' | 'Status', message: Record<string, unknown>, status: number): Response {
  if (envelope === 'otlp-json') return Response.json(message, { status });
  return new Response(encodeOtlp(name, message), { status, headers: { 'content-type': 'application/x-protobuf' } });
}

/** All is stored, or all but what can never be: the sender must not send that again. No answer: there was nothing to store. */
export function otlpSuccess(envelope: Envelope, answer?: IngestAnswer): Response {
  const { rejectedCount, rejected: [first] } = answer ?? { rejectedCount: 0, rejected: [] };
  if (rejectedCount === 0) return respond(envelope, 'ExportLogsServiceResponse', {}, 200);
  const errorMessage = first ? `record ${first.index}: ${first.reason}` : '';
  return respond(envelope, 'ExportLogsServiceResponse', { partialSuccess: { rejectedLogRecords: String(rejectedCount), errorMessage } }, 200);
}

/** Exporters drop what is answered 500; a fault of ours is not theirs to lose records by. */
export function otlpError(envelope: Envelope, { code, message }: AppError): Response {
  return respond(envelope, 'Status', { code: GRPC_CODES[code], message }, code === 'internal' ? 503 : HTTP_STATUS[code]);
}
