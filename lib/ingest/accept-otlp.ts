import 'server-only';
import type { Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { acceptBatch } from './accept-batch';
import type { IngestAnswer } from './model';
import { otlpEnvelope } from './otlp-answer';
import { readBody } from './read-body';

/** Stores the records of an OTLP logs request. Undefined: it held none, which is no error. */
export async function acceptOtlp(ctx: Context, request: Request): Promise<IngestAnswer | undefined> {
  let isEmpty = false;
  try {
    return await acceptBatch(ctx, {
      format: 'json', envelope: otlpEnvelope(request),
      readBody: async (take) => {
        const body = await readBody(request, take);
        isEmpty = body.length === 0; // in protobuf a message without content has no bytes
        return body;
      },
    });
  } catch (thrown) {
    if (thrown instanceof AppError && (thrown.code === 'condition_not_met' || (isEmpty && thrown.code === 'bad_request'))) return undefined;
    throw thrown;
  }
}
