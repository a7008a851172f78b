import { revokeApiKey } from '@/lib/access/revoke-api-key';
import { consoleRoute } from '@/lib/users/console-route';

export const DELETE = consoleRoute<{ id: string }>(async (_request, ctx, params) => {
  await revokeApiKey(ctx, params);
  return new Response(null, { status: 204 });
});
