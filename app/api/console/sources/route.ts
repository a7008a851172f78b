import { listSources } from '@/lib/ingest/list-sources';
import { readJson } from '@/lib/platform/read-json';
import { createSource } from '@/lib/settings/create-source';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute(async (_request, ctx) => Response.json({ items: await listSources(ctx) }));

export const POST = consoleRoute(async (request, ctx) => Response.json(await createSource(ctx, await readJson(request)), { status: 201 }));
