import { getRecord } from '@/lib/detections/get-record';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute(async (request, ctx) => Response.json(await getRecord(ctx, new URL(request.url).searchParams.get('uuid') ?? '')));
