import { listAssets } from '@/lib/assets/list-assets';
import { readAssetQuery } from '@/lib/assets/queries';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute(async (request, ctx) => Response.json(await listAssets(ctx, readAssetQuery(new URL(request.url).searchParams))));
