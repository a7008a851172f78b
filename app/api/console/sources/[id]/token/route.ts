import { readJson } from '@/lib/platform/read-json';
import { rotateIngestToken } from '@/lib/settings/rotate-ingest-token';
import { consoleRoute } from '@/lib/users/console-route';

export const POST = consoleRoute<{ id: string }>(async (request, ctx, { id }) => Response.json(await rotateIngestToken(ctx, { ...(await readJson(request) as object), id }), { status: 201 }));
