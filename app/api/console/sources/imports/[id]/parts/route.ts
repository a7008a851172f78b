import { acceptImportPart } from '@/lib/settings/accept-import-part';
import { consoleRoute } from '@/lib/users/console-route';

/** One part of a file, as its bytes or as gzip of them. */
export const POST = consoleRoute<{ id: string }>(async (request, ctx, { id }) => {
  const { from, to } = Object.fromEntries(new URL(request.url).searchParams);
  return Response.json(await acceptImportPart(ctx, { id, from, to }, request));
});
