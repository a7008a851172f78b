import { readJson } from '@/lib/platform/read-json';
import { RULE_BODY_BYTES_MAX } from '@/lib/rules/limits';
import { listVariables } from '@/lib/rules/list-variables';
import { setVariables } from '@/lib/rules/set-variables';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute(async (_request, ctx) => Response.json(await listVariables(ctx)));

export const PUT = consoleRoute(async (request, ctx) => Response.json(await setVariables(ctx, await readJson(request, RULE_BODY_BYTES_MAX))));
