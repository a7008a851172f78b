import { createException } from '@/lib/exceptions/create-exception';
import { listExceptions } from '@/lib/exceptions/list-exceptions';
import { readJson } from '@/lib/platform/read-json';
import { consoleRoute } from '@/lib/users/console-route';

const BODY_BYTES_MAX = 1024 * 1024;

export const GET = consoleRoute(async (_request, ctx) => Response.json(await listExceptions(ctx)));

export const POST = consoleRoute(async (request, ctx) => Response.json(await createException(ctx, await readJson(request, BODY_BYTES_MAX)), { status: 201 }));
