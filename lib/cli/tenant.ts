import { createApiKey } from '../access/create-api-key';
import { systemClock } from '../platform/clock';
import type { Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { requestId } from '../platform/ids';
import { log } from '../platform/log';
import { isRole, ROLES } from '../platform/permissions';
import { createSource } from '../settings/create-source';
import { createTenant } from '../users/create-tenant';

/** `tenant create`: a tenant with one source and one API key of `role`. `tenant` is its number, as in alert ids; the secrets are shown this once. */
export async function createTenantForCli({ name, role }: { name: string; role: string }): Promise<{ tenant: number; ingestToken: string; apiKey: string }> {
  if (!isRole(role)) throw new AppError('bad_request', `There is no role "${role}". Roles: ${ROLES.join(', ')}.`);
  const ctx: Context = { tenantId: 0, actor: { kind: 'job', name: 'cli' }, clock: systemClock, log, requestId: requestId() };
  const { id } = await createTenant(ctx, { name });
  const own = { ...ctx, tenantId: id };
  const { ingestToken } = await createSource(own, { name: 'Endpoints', product: 'windows' });
  const { value } = await createApiKey(own, { name: `${role} key`, role });
  return { tenant: id, ingestToken, apiKey: value };
}
