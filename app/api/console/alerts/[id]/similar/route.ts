import { similarAlerts } from '@/lib/alerts/similar-alerts';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute<{ id: string }>(async (_request, ctx, { id }) => Response.json(await similarAlerts(ctx, id)));
