import { undoCorrection } from '@/lib/alerts/undo-correction';
import { readJson } from '@/lib/platform/read-json';
import { consoleRoute } from '@/lib/users/console-route';

const BODY_BYTES_MAX = 4 * 1024 * 1024;

export const POST = consoleRoute(async (request, ctx) => Response.json(await undoCorrection(ctx, await readJson(request, BODY_BYTES_MAX))));
