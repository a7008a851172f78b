import { readJson } from '@/lib/platform/read-json';
import { consoleRoute } from '@/lib/users/console-route';
import { sessionIdentity } from '@/lib/users/session-identity';
import { switchTenant } from '@/lib/users/switch-tenant';

export const GET = consoleRoute(async (request) => {
  const { user, tenants, tenantId, actor } = await sessionIdentity(request);
  return Response.json({ user, tenants, tenantId, role: actor.role });
});

export const POST = consoleRoute(async (request, ctx) => {
  const { sessionId } = await sessionIdentity(request);
  return Response.json(await switchTenant(ctx, sessionId, await readJson(request)));
});
