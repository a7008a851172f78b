import { undoChangeAlerts } from '@/lib/alerts/undo-change-alerts';
import { readJson } from '@/lib/platform/read-json';
import { consoleRoute } from '@/lib/users/console-route';

export const POST = consoleRoute(async (request, ctx) => Response.json(await undoChangeAlerts(ctx, await readJson(request))));
