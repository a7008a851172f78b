import { readJson } from '@/lib/platform/read-json';
import { endImport } from '@/lib/settings/end-import';
import { consoleRoute } from '@/lib/users/console-route';

export const PATCH = consoleRoute<{ id: string }>(async (request, ctx, { id }) => Response.json(await endImport(ctx, { ...(await readJson(request) as object), id })));
