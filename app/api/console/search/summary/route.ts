import { summariseActivities } from '@/lib/activities/summarise-activities';
import { countOverTime } from '@/lib/searches/count-over-time';
import { FACET_GROUPS } from '@/lib/searches/queries';
import { consoleRoute } from '@/lib/users/console-route';
import { readQuestion } from '../read-question';

const VALUES = 20;

/** Count and histogram; with `?facets=n` the values of one group of the rail instead. */
export const GET = consoleRoute(async (request, ctx) => {
  const params = new URL(request.url).searchParams, question = readQuestion(params, ctx), options = { signal: request.signal };
  const facets = FACET_GROUPS[Number(params.get('facets') ?? Number.NaN)];
  return Response.json(facets === undefined ? await countOverTime(ctx, question, options) : await summariseActivities(ctx, { ...question, buckets: 1, facets: [...facets], facetValues: VALUES }, options));
});
