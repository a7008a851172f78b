import { previewImport } from '@/lib/rules/preview-import';
import { readImportRequest } from '@/lib/rules/read-import-request';
import { consoleRoute } from '@/lib/users/console-route';

export const POST = consoleRoute(async (request, ctx) => {
  const { source, options } = await readImportRequest(request);
  return Response.json(await previewImport(ctx, source, options));
});
