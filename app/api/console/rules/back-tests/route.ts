import { readJson } from '@/lib/platform/read-json';
import { RULE_BODY_BYTES_MAX } from '@/lib/rules/limits';
import { listBackTests } from '@/lib/rules/list-back-tests';
import { startBackTest } from '@/lib/rules/start-back-test';
import { consoleRoute } from '@/lib/users/console-route';

export const GET = consoleRoute(async (request, ctx) => Response.json(await listBackTests(ctx, new URL(request.url).searchParams.get('ruleId') ?? undefined)));

export const POST = consoleRoute(async (request, ctx) => Response.json(await startBackTest(ctx, await readJson(request, RULE_BODY_BYTES_MAX)), { status: 202 }));
