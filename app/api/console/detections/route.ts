import { listDetections } from '@/lib/detections/list-detections';
import { readDetectionQuery } from '@/lib/detections/queries';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute(async (request, ctx) =>
  Response.json(await listDetections(ctx, readDetectionQuery(new URL(request.url).searchParams, ctx.clock.now().getTime()))));
