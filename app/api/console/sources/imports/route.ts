import { readJson } from '@/lib/platform/read-json';
import { listImports } from '@/lib/settings/list-imports';
import { startImport } from '@/lib/settings/start-import';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute(async (_request, ctx) => Response.json({ items: await listImports(ctx) }));

export const POST = consoleRoute(async (request, ctx) => Response.json(await startImport(ctx, await readJson(request)), { status: 201 }));
