import { assetAlerts } from '@/lib/assets/asset-alerts';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute(async (request, ctx) => {
  const { searchParams } = new URL(request.url);
  return Response.json(await assetAlerts(ctx, searchParams.get('kind'), searchParams.get('key')));
});
