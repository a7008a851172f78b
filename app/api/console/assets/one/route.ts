import { changeAsset } from '@/lib/assets/change-asset';
import { getAsset } from '@/lib/assets/get-asset';
import { readJson } from '@/lib/platform/read-json';
import { consoleRoute } from '@/lib/users/console-route';

// Keys hold what records hold: they are parameters, not parts of the path.
const which = (request: Request): [kind: string | null, key: string | null] => { const { searchParams } = new URL(request.url); return [searchParams.get('kind'), searchParams.get('key')]; };

export const GET = consoleRoute(async (request, ctx) => Response.json(await getAsset(ctx, ...which(request))));

export const PATCH = consoleRoute(async (request, ctx) => Response.json(await changeAsset(ctx, ...which(request), await readJson(request))));
