import { correlationHealth } from '@/lib/alerts/correlation-health';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute(async (_request, ctx) => Response.json(await correlationHealth(ctx)));
