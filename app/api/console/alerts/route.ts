import { listAlerts } from '@/lib/alerts/list-alerts';
import { readAlertQuery } from '@/lib/alerts/queries';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute(async (request, ctx) => Response.json(await listAlerts(ctx, readAlertQuery(new URL(request.url).searchParams))));
