import { changeAlert } from '@/lib/alerts/change-alert';
import { getAlert } from '@/lib/alerts/get-alert';
import { readJson } from '@/lib/platform/read-json';
import { consoleRoute } from '@/lib/users/console-route';

interface Params { id: string }

export const GET = consoleRoute<Params>(async (_request, ctx, { id }) => Response.json(await getAlert(ctx, id)));

export const PATCH = consoleRoute<Params>(async (request, ctx, { id }) => Response.json(await changeAlert(ctx, id, await readJson(request))));
