import { acceptBatch } from '@/lib/ingest/accept-batch';
import { authenticateSource } from '@/lib/ingest/authenticate';
import { eventsQuerySchema } from '@/lib/ingest/model';
import { readBody } from '@/lib/ingest/read-body';
import { consoleError, route } from '@/lib/platform/http';
import { parseInput } from '@/lib/platform/parse';

/** The native dialect: NDJSON, JSON arrays, concatenated JSON and lines, gzip or not. */
export const POST = route<object>({ authenticate: authenticateSource, respondError: consoleError }, async (request, ctx) => {
  const query = parseInput(eventsQuerySchema, Object.fromEntries(new URL(request.url).searchParams));
  return Response.json(await acceptBatch(ctx, { ...query, readBody: (take) => readBody(request, take) }));
});
