import { sourceArrivals } from '@/lib/settings/source-arrivals';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute<{ id: string }>(async (_request, ctx, params) => Response.json(await sourceArrivals(ctx, params)));
