import { readJson } from '@/lib/platform/read-json';
import { deleteOwnRule } from '@/lib/rules/delete-own-rule';
import { getRule } from '@/lib/rules/get-rule';
import { RULE_BODY_BYTES_MAX } from '@/lib/rules/limits';
import { saveOwnRule } from '@/lib/rules/save-own-rule';
import { consoleRoute } from '@/lib/users/console-route';

interface Params { id: string }

export const GET = consoleRoute<Params>(async (_request, ctx, { id }) => Response.json(await getRule(ctx, id)));

export const PUT = consoleRoute<Params>(async (request, ctx, { id }) => Response.json(await saveOwnRule(ctx, id, await readJson(request, RULE_BODY_BYTES_MAX))));

export const DELETE = consoleRoute<Params>(async (_request, ctx, { id }) => {
  await deleteOwnRule(ctx, id);
  return new Response(null, { status: 204 });
});
