import { readJson } from '@/lib/platform/read-json';
import { RULE_BODY_BYTES_MAX } from '@/lib/rules/limits';
import { validateRule } from '@/lib/rules/validate-rule';
import { consoleRoute } from '@/lib/users/console-route';

export const POST = consoleRoute(async (request, ctx) => Response.json(await validateRule(ctx, await readJson(request, RULE_BODY_BYTES_MAX))));
