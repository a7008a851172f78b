import { assetTimeline } from '@/lib/assets/asset-timeline';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute(async (request, ctx) => {
  const { searchParams } = new URL(request.url);
  return Response.json(await assetTimeline(ctx, searchParams.get('kind'), searchParams.get('key'), searchParams.get('cursor') ?? undefined, request.signal));
});
