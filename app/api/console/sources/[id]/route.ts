import { readJson } from '@/lib/platform/read-json';
import { getSourceSettings } from '@/lib/settings/get-source-settings';
import { retireSource } from '@/lib/settings/retire-source';
import { updateSource } from '@/lib/settings/update-source';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute<{ id: string }>(async (_request, ctx, params) => Response.json(await getSourceSettings(ctx, params)));

export const PATCH = consoleRoute<{ id: string }>(async (request, ctx, { id }) => Response.json(await updateSource(ctx, { ...(await readJson(request) as object), id })));

export const DELETE = consoleRoute<{ id: string }>(async (_request, ctx, params) => Response.json(await retireSource(ctx, params)));
