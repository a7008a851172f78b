import { listChecks } from '@/lib/checks/list-checks';
import { recordCheck } from '@/lib/checks/record-check';
import { readJson } from '@/lib/platform/read-json';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute(async (request, ctx) => Response.json(await listChecks(ctx, Object.fromEntries(new URL(request.url).searchParams))));

export const POST = consoleRoute(async (request, ctx) => Response.json(await recordCheck(ctx, await readJson(request)), { status: 201 }));
