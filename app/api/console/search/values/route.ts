import { readTimeRange } from '@/components/filter/time-range-params';
import { completeValues } from '@/lib/searches/complete-values';
import { RANGE_FALLBACK } from '@/lib/searches/queries';
import { consoleRoute } from '@/lib/users/console-route';

/** Values of a field for completion: `?field=host.name&typed=pc`, within the screen's range. */
export const GET = consoleRoute(async (request, ctx) => {
  const params = new URL(request.url).searchParams, { from, to } = readTimeRange(params, ctx.clock.now().getTime(), RANGE_FALLBACK);
  return Response.json(await completeValues(ctx, { field: params.get('field') ?? '', typed: params.get('typed') ?? '', from: new Date(from).toISOString(), to: new Date(to).toISOString() }, request.signal));
});
