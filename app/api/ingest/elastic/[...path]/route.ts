import { authenticateElastic } from '@/lib/ingest/authenticate-elastic';
import { elasticError, elasticHeaders } from '@/lib/ingest/elastic-answers';
import { elasticHandshake } from '@/lib/ingest/elastic-handshake';
import { route } from '@/lib/platform/http';

type Segment = { params: Promise<{ path: string[] }> };

function answered(body: (path: readonly string[]) => Record<string, unknown> | null) {
  return (request: Request, segment: Segment): Promise<Response> => {
    const headers = elasticHeaders(request);
    return route<{ path: string[] }>({ authenticate: authenticateElastic, respondError: elasticError, headers: () => headers }, async (_request, _ctx, { path }) => {
      const answer = body(path);
      return new Response(answer && JSON.stringify(answer));
    })(request, segment);
  };
}

/** What clients of Elasticsearch ask and set before they send. Nothing is kept of what they set: a template is of no use here. */
export const GET = answered(elasticHandshake);
export const HEAD = answered(() => null);
export const PUT = answered(() => ({ acknowledged: true }));
export const POST = PUT;
