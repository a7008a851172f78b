import type { Refusal } from './inflate-body';
import { BODY_LIMITS, DECODE_LIMITS } from './limits';
import { parseOtlpJson } from './otlp-json';
import { otlpLines } from './otlp-lines';
import { decodeOtlpRequest } from './otlp-protobuf';
import type { Envelope } from './thread-types';

type Opened = { ok: true; body: Uint8Array } | { ok: false; refusal: Refusal };

const LIMITS = { recordsMax: DECODE_LIMITS.recordsMax, charsMax: BODY_LIMITS.inflatedBytesMax };
const NO_REQUEST: Opened = { ok: false, refusal: { code: 'bad_request', message: 'The body is no OTLP logs request, neither in protobuf nor in JSON. Nothing was stored.' } };
/** Not an error to the sender: `condition_not_met` says that there was nothing to do. */
const NO_RECORDS: Opened = { ok: false, refusal: { code: 'condition_not_met', message: 'The request holds no records.' } };

/** The records of a body without what its protocol wraps them in, one per line. */
export function openEnvelope(envelope: Envelope | undefined, body: Uint8Array): Opened {
  if (envelope === undefined) return { ok: true, body };
  // Named wrongly, a body is still what it is.
  const readers = envelope === 'otlp-json' ? [readJson, decodeOtlpRequest] : [decodeOtlpRequest, readJson];
  for (const read of readers) {
    const opened = linesOf(body, read);
    if (opened) return opened;
  }
  return NO_REQUEST;
}

function linesOf(body: Uint8Array, read: (body: Uint8Array) => unknown): Opened | undefined {
  let request: unknown;
  try {
    request = read(body);
  } catch (thrown) {
    if (thrown instanceof Error) return undefined; // bytes that this reader cannot make sense of
    throw thrown;
  }
  const lines = otlpLines(request, LIMITS);
  if (lines === undefined) return undefined;
  if (!lines.ok) return { ok: false, refusal: { code: 'too_large', message: `${lines.reason} Send smaller batches.` } };
  return lines.text === '' ? NO_RECORDS : { ok: true, body: new TextEncoder().encode(lines.text) };
}

function readJson(body: Uint8Array): unknown {
  return parseOtlpJson(new TextDecoder('utf-8', { fatal: true }).decode(body));
}
