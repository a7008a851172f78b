import { acceptOtlp } from '@/lib/ingest/accept-otlp';
import { authenticateSource } from '@/lib/ingest/authenticate';
import { otlpEnvelope, otlpError, otlpSuccess } from '@/lib/ingest/otlp-answer';
import { route } from '@/lib/platform/http';

/** OTLP/HTTP, known to exporters as /v1/logs. */
export async function POST(request: Request, segment: { params: Promise<object> }): Promise<Response> {
  const envelope = otlpEnvelope(request);
  const handle = route<object>({ authenticate: authenticateSource, respondError: (error) => otlpError(envelope, error) },
    async (received, ctx) => otlpSuccess(envelope, await acceptOtlp(ctx, received)));
  return handle(request, segment);
}
