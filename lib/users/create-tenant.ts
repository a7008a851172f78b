import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { createTenantInput, type TenantView } from './model';
import { insertMembership, insertTenant, operators, reserveTenantId } from './store';

/** Makes a tenant. Its creator and those who run the installation become its Master Administrators, so that it is never out of reach. */
export async function createTenant(ctx: Context, input: unknown): Promise<TenantView> {
  requirePermission(ctx, 'system', 'write');
  const { name } = parseInput(createTenantInput, input);
  const id = await reserveTenantId();
  await tenantTx(id, async (tx) => {
    const members = new Set(await operators(tx));
    if (ctx.actor.kind === 'user') members.add(ctx.actor.id);
    await insertTenant(tx, id, name, ctx.clock.now());
    for (const userId of members) await insertMembership(tx, id, userId, 'Master Administrator');
    await writeAudit(tx, { ...ctx, tenantId: id }, { action: 'tenant.created', objectKind: 'tenant', objectId: String(id), after: { name, members: [...members] } });
  });
  return { id, name };
}
