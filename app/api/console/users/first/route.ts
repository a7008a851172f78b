import { readJson } from '@/lib/platform/read-json';
import { visitorRoute } from '@/lib/users/console-route';
import { createFirstAdministrator } from '@/lib/users/create-first-administrator';

export const POST = visitorRoute(async (request, ctx) => Response.json(await createFirstAdministrator(ctx, await readJson(request)), { status: 201 }));
