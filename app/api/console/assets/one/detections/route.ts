import { assetDetections } from '@/lib/assets/asset-detections';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute(async (request, ctx) => {
  const { searchParams } = new URL(request.url);
  return Response.json(await assetDetections(ctx, searchParams.get('kind'), searchParams.get('key')));
});
