import { changeAlerts } from '@/lib/alerts/change-alerts';
import { readJson } from '@/lib/platform/read-json';
import { consoleRoute } from '@/lib/users/console-route';

export const POST = consoleRoute(async (request, ctx) => Response.json(await changeAlerts(ctx, await readJson(request))));
