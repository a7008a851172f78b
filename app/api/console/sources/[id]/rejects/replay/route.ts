import { replayRejects } from '@/lib/ingest/replay-rejects';
import { readJson } from '@/lib/platform/read-json';
import { consoleRoute } from '@/lib/users/console-route';

export const POST = consoleRoute<{ id: string }>(async (request, ctx, { id }) => Response.json(await replayRejects(ctx, { ...(await readJson(request) as object), sourceId: id })));
