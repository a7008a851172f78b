import 'server-only';
import { writeAudit } from '../audit/write-audit';
import type { Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { switchTenantInput, type TenantView } from './model';
import { membershipsOf, setActiveTenant } from './store';

/** Turns the session to another tenant of its user; membership there is the permission. */
export async function switchTenant(ctx: Context, sessionId: number, input: unknown): Promise<TenantView> {
  if (ctx.actor.kind !== 'user') throw new AppError('forbidden', 'Only a person has a session to switch.');
  const { actor } = ctx;
  const { tenantId } = parseInput(switchTenantInput, input);
  const target = (await membershipsOf(actor.id)).find((m) => m.tenantId === tenantId);
  if (!target) throw new AppError('not_found', 'You belong to no such tenant.');
  await tenantTx(tenantId, async (tx) => {
    await setActiveTenant(tx, sessionId, tenantId);
    await writeAudit(tx, { ...ctx, tenantId, actor: { ...actor, role: target.role } }, { action: 'tenant.entered', objectKind: 'tenant', objectId: String(tenantId), before: { tenantId: ctx.tenantId } });
  });
  return { id: tenantId, name: target.tenantName };
}
