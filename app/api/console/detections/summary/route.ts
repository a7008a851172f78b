import { readDetectionQuery } from '@/lib/detections/queries';
import { summariseDetections } from '@/lib/detections/summarise-detections';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute(async (request, ctx) =>
  Response.json(await summariseDetections(ctx, readDetectionQuery(new URL(request.url).searchParams, ctx.clock.now().getTime()))));
