import { readJson } from '@/lib/platform/read-json';
import { getRetention } from '@/lib/retention/get-retention';
import { setRetention } from '@/lib/retention/set-retention';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute(async (_request, ctx) => Response.json(await getRetention(ctx)));

export const PUT = consoleRoute(async (request, ctx) => Response.json(await setRetention(ctx, await readJson(request))));
