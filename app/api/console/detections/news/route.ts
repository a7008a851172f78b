import { readTimeRange } from '@/components/filter/time-range-params';
import { countNewDetections } from '@/lib/detections/count-new-detections';
import { readDetectionQuery } from '@/lib/detections/queries';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute(async (request, ctx) => {
  const params = new URL(request.url).searchParams;
  return Response.json(await countNewDetections(ctx, readDetectionQuery(params, readTimeRange(params, ctx.clock.now().getTime())), params.get('since')));
});
