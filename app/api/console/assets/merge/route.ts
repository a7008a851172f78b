import { mergeAssets } from '@/lib/assets/merge-assets';
import { previewMerge } from '@/lib/assets/preview-merge';
import { readJson } from '@/lib/platform/read-json';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute(async (request, ctx) => Response.json(await previewMerge(ctx, Object.fromEntries(new URL(request.url).searchParams))));

export const POST = consoleRoute(async (request, ctx) => Response.json(await mergeAssets(ctx, await readJson(request))));
