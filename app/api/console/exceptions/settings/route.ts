import { setTwoPerson } from '@/lib/exceptions/set-two-person';
import { readJson } from '@/lib/platform/read-json';
import { consoleRoute } from '@/lib/users/console-route';

export const PUT = consoleRoute(async (request, ctx) => Response.json(await setTwoPerson(ctx, await readJson(request))));
