import { releaseRule } from '@/lib/rules/release-rule';
import { consoleRoute } from '@/lib/users/console-route';

export const DELETE = consoleRoute<{ id: string }>(async (_request, ctx, { id }) => {
  await releaseRule(ctx, id);
  return new Response(null, { status: 204 });
});
