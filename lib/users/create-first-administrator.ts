import 'server-only';
import { hashPassword } from 'better-auth/crypto';
import { writeAudit } from '../audit/write-audit';
import type { Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { firstAdministratorInput } from './model';
import { insertMembership, insertTenant, insertUser, lockFirstRun, reserveTenantId, tenantIds, userExists } from './store';

const TAKEN = 'An administrator exists already. Sign in.';

/**
 * Makes the first user with the tenant of their own; only while there is no user at all, which is the whole permission.
 * They also run the tenants that commands have made before.
 */
export async function createFirstAdministrator(ctx: Context, input: unknown): Promise<{ tenantId: number; userId: number }> {
  if (await userExists()) throw new AppError('conflict', TAKEN);
  const { tenant, name, email, password } = parseInput(firstAdministratorInput, input);
  const passwordHash = await hashPassword(password);
  const tenantId = await reserveTenantId();
  return tenantTx(tenantId, async (tx) => {
    if (!(await lockFirstRun(tx))) throw new AppError('conflict', TAKEN);
    const earlier = await tenantIds(tx);
    await insertTenant(tx, tenantId, tenant, ctx.clock.now());
    const userId = await insertUser(tx, { email, name, passwordHash });
    for (const id of [tenantId, ...earlier]) await insertMembership(tx, id, userId, 'Master Administrator');
    const own = { ...ctx, tenantId };
    await writeAudit(tx, own, { action: 'tenant.created', objectKind: 'tenant', objectId: String(tenantId), after: { name: tenant } });
    await writeAudit(tx, own, { action: 'user.created', objectKind: 'user', objectId: String(userId), after: { email, name, role: 'Master Administrator', tenants: [tenantId, ...earlier] } });
    return { tenantId, userId };
  });
}
