import { previewException } from '@/lib/exceptions/preview-exception';
import { readJson } from '@/lib/platform/read-json';
import { consoleRoute } from '@/lib/users/console-route';

const BODY_BYTES_MAX = 1024 * 1024;

export const POST = consoleRoute(async (request, ctx) => Response.json(await previewException(ctx, await readJson(request, BODY_BYTES_MAX))));
