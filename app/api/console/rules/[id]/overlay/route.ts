import { readJson } from '@/lib/platform/read-json';
import { setOverlay } from '@/lib/rules/set-overlay';
import { consoleRoute } from '@/lib/users/console-route';

export const PATCH = consoleRoute<{ id: string }>(async (request, ctx, { id }) => {
  await setOverlay(ctx, id, await readJson(request));
  return new Response(null, { status: 204 });
});
