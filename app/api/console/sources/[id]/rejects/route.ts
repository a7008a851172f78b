import { listRejects } from '@/lib/ingest/list-rejects';
import { getSource } from '@/lib/settings/get-source';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute<{ id: string }>(async (request, ctx, params) => {
  const cursor = new URL(request.url).searchParams.get('cursor');
  return Response.json(await listRejects(ctx, (await getSource(ctx, params)).id, cursor ?? undefined));
});
