import { getHome } from '@/lib/checks/get-home';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute(async (_request, ctx) => Response.json(await getHome(ctx)));
