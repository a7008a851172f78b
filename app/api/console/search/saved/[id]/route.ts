import { deleteSearch } from '@/lib/searches/delete-search';
import { consoleRoute } from '@/lib/users/console-route';

export const DELETE = consoleRoute<{ id: string }>(async (_request, ctx, { id }) => {
  await deleteSearch(ctx, Number(id));
  return Response.json({});
});
