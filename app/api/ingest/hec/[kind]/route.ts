import { acceptHec } from '@/lib/ingest/accept-hec';
import { authenticateHec } from '@/lib/ingest/authenticate-hec';
import { hecError } from '@/lib/ingest/hec-answers';
import { AppError } from '@/lib/platform/errors';
import { route } from '@/lib/platform/http';

/** Splunk's HTTP Event Collector: `event` takes objects with an event each, `raw` records as they are. */
export const POST = route<{ kind: string }>({ authenticate: authenticateHec, respondError: hecError }, async (request, ctx, { kind }) => {
  if (kind !== 'event' && kind !== 'raw') throw new AppError('not_found', 'There is no such endpoint.');
  return Response.json({ text: 'Success', code: 0, ...(await acceptHec(ctx, kind, request)) });
});

/** Docker's log driver asks so whether anybody is there, and wants exactly 200. */
export function OPTIONS(): Response {
  return new Response(null, { status: 200, headers: { allow: 'POST, OPTIONS' } });
}
