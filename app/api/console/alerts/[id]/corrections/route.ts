import { listCorrections } from '@/lib/alerts/list-corrections';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute<{ id: string }>(async (_request, ctx, { id }) => Response.json(await listCorrections(ctx, id)));
