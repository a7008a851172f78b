import { createApiKey } from '@/lib/access/create-api-key';
import { listApiKeys } from '@/lib/access/list-api-keys';
import { readJson } from '@/lib/platform/read-json';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute(async (_request, ctx) => Response.json({ items: await listApiKeys(ctx) }));

export const POST = consoleRoute(async (request, ctx) => Response.json(await createApiKey(ctx, await readJson(request)), { status: 201 }));
