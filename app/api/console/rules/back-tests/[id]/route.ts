import { cancelBackTest } from '@/lib/rules/cancel-back-test';
import { getBackTest } from '@/lib/rules/get-back-test';
import { consoleRoute } from '@/lib/users/console-route';

interface Params { id: string }

export const GET = consoleRoute<Params>(async (_request, ctx, { id }) => Response.json(await getBackTest(ctx, id)));

export const DELETE = consoleRoute<Params>(async (_request, ctx, { id }) => {
  await cancelBackTest(ctx, id);
  return new Response(null, { status: 204 });
});
