import { readJson } from '@/lib/platform/read-json';
import { RULE_BODY_BYTES_MAX } from '@/lib/rules/limits';
import { listRules } from '@/lib/rules/list-rules';
import { readRuleQuery } from '@/lib/rules/queries';
import { saveOwnRule } from '@/lib/rules/save-own-rule';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute(async (request, ctx) => Response.json(await listRules(ctx, readRuleQuery(new URL(request.url).searchParams))));

export const POST = consoleRoute(async (request, ctx) => Response.json(await saveOwnRule(ctx, undefined, await readJson(request, RULE_BODY_BYTES_MAX)), { status: 201 }));
