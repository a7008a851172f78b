import { searchActivities } from '@/lib/activities/search-activities';
import { columnsOf } from '@/lib/searches/queries';
import { consoleRoute } from '@/lib/users/console-route';
import { readQuestion } from './read-question';

const PAGE_ROWS = 100;
/** What the row's menu needs beside the columns. */
const ALWAYS = ['@timestamp', 'host.id'];

/** One page of rows; a request that nobody waits for any more ends its search. */
export const GET = consoleRoute(async (request, ctx) => {
  const params = new URL(request.url).searchParams, cursor = params.get('cursor');
  const fields = [...new Set([...ALWAYS, ...columnsOf(params)])];
  return Response.json(await searchActivities(ctx, { ...readQuestion(params, ctx), fields, limit: PAGE_ROWS, ...(cursor === null ? {} : { cursor }) }, { signal: request.signal }));
});
