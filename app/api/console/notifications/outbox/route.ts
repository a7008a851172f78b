import { listOutbox } from '@/lib/notifications/list-outbox';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute(async (_request, ctx) => Response.json(await listOutbox(ctx)));
