import { readJson } from '@/lib/platform/read-json';
import { listSearches } from '@/lib/searches/list-searches';
import { saveSearch } from '@/lib/searches/save-search';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute(async (_request, ctx) => Response.json(await listSearches(ctx)));

export const POST = consoleRoute(async (request, ctx) => Response.json(await saveSearch(ctx, await readJson(request)), { status: 201 }));
