import { rotateIngestToken } from '@/lib/settings/rotate-ingest-token';
import { consoleRoute } from '@/lib/users/console-route';

export const POST = consoleRoute<{ id: string }>(async (_request, ctx, params) => Response.json(await rotateIngestToken(ctx, params), { status: 201 }));
