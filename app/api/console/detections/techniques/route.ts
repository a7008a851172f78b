import { readTimeRange } from '@/components/filter/time-range-params';
import { countTechniques } from '@/lib/detections/count-techniques';
import { readDetectionQuery } from '@/lib/detections/queries';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute(async (request, ctx) => {
  const params = new URL(request.url).searchParams;
  return Response.json(await countTechniques(ctx, readDetectionQuery(params, readTimeRange(params, ctx.clock.now().getTime()))));
});
