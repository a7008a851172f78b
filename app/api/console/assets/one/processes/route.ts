import { listChildren, listProcesses } from '@/lib/assets/list-processes';
import { consoleRoute } from '@/lib/users/console-route';

/** Runs around a time (`at`, `minutes`), or what one of them started (`children`, then `guid` or `pid`, and `at`). */
export const GET = consoleRoute(async (request, ctx) => {
  const { searchParams } = new URL(request.url), { key, children, kind: _, ...asked } = Object.fromEntries(searchParams);
  return Response.json(await (children === undefined ? listProcesses(ctx, key, asked, request.signal) : listChildren(ctx, key, asked, request.signal)));
});
