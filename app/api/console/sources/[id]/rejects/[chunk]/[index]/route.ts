import { getSourceReject } from '@/lib/ingest/get-source-reject';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute<{ id: string; chunk: string; index: string }>(async (_request, ctx, { id, chunk, index }) => Response.json(await getSourceReject(ctx, { sourceId: id, chunk, index })));
