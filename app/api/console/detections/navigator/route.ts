import { readTimeRange } from '@/components/filter/time-range-params';
import { countTechniques } from '@/lib/detections/count-techniques';
import { navigatorLayer } from '@/lib/detections/navigator-layer';
import { readDetectionQuery } from '@/lib/detections/queries';
import { consoleRoute } from '@/lib/users/console-route';

/** The matrix as a file for the ATT&CK Navigator. */
export const GET = consoleRoute(async (request, ctx) => {
  const params = new URL(request.url).searchParams, query = readDetectionQuery(params, readTimeRange(params, ctx.clock.now().getTime()));
  const { cells } = await countTechniques(ctx, query);
  const layer = navigatorLayer(cells, 'Yagura', `Observed Attack Techniques ${query.from} – ${query.to}`);
  return Response.json(layer, { headers: { 'content-disposition': 'attachment; filename="yagura-attack-layer.json"' } });
});
