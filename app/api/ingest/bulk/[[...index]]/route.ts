import { acceptBulk, turnAwayBulk } from '@/lib/ingest/accept-bulk';
import { authenticateElastic } from '@/lib/ingest/authenticate-elastic';
import { BulkBody } from '@/lib/ingest/bulk-body';
import { elasticError, elasticHeaders } from '@/lib/ingest/elastic-answers';
import { route } from '@/lib/platform/http';

interface Params { index?: string[] }

const BUSY: ReadonlySet<number> = new Set([429, 503]);

/** Elasticsearch's bulk endpoint. */
export async function POST(request: Request, segment: { params: Promise<Params> }): Promise<Response> {
  const body = new BulkBody(request);
  const index = (await segment.params).index?.[0] ?? '';
  const headers = elasticHeaders(request);
  const answer = await route<Params>({ authenticate: authenticateElastic, respondError: elasticError, headers: () => headers }, async (_request, ctx) =>
    new Response(await acceptBulk(ctx, body, index)))(request, segment);
  const turnedAway = BUSY.has(answer.status) ? await turnAwayBulk(body, index) : undefined;
  return turnedAway === undefined ? answer : new Response(turnedAway, { headers });
}

export { POST as PUT };
