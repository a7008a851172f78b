import { separateAsset } from '@/lib/assets/separate-asset';
import { consoleRoute } from '@/lib/users/console-route';

export const POST = consoleRoute(async (request, ctx) => {
  const { searchParams } = new URL(request.url);
  return Response.json(await separateAsset(ctx, searchParams.get('kind'), searchParams.get('key')));
});
