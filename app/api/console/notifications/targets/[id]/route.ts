import { changeTarget } from '@/lib/notifications/change-target';
import { deleteTarget } from '@/lib/notifications/delete-target';
import { readTargetId } from '@/lib/notifications/read-target-id';
import { readJson } from '@/lib/platform/read-json';
import { consoleRoute } from '@/lib/users/console-route';

export const PUT = consoleRoute<{ id: string }>(async (request, ctx, { id }) => Response.json(await changeTarget(ctx, readTargetId(id), await readJson(request))));

export const DELETE = consoleRoute<{ id: string }>(async (_request, ctx, { id }) => {
  await deleteTarget(ctx, readTargetId(id));
  return new Response(null, { status: 204 });
});
