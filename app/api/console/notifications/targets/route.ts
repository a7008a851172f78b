import { createTarget } from '@/lib/notifications/create-target';
import { listTargets } from '@/lib/notifications/list-targets';
import { readJson } from '@/lib/platform/read-json';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute(async (_request, ctx) => Response.json({ items: await listTargets(ctx) }));

export const POST = consoleRoute(async (request, ctx) => Response.json(await createTarget(ctx, await readJson(request)), { status: 201 }));
