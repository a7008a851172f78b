import { authenticateSender } from '@/lib/ingest/authenticate-sender';
import { getIngestStatus } from '@/lib/ingest/get-ingest-status';
import { consoleError, route } from '@/lib/platform/http';

export const GET = route<object>({ authenticate: authenticateSender, respondError: consoleError }, async (_request, ctx) => Response.json(await getIngestStatus(ctx)));
