import { readJson } from '@/lib/platform/read-json';
import { consoleRoute } from '@/lib/users/console-route';
import { createTenant } from '@/lib/users/create-tenant';

export const POST = consoleRoute(async (request, ctx) => Response.json(await createTenant(ctx, await readJson(request)), { status: 201 }));
