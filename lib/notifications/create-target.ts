import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { createTargetInput, NOTIFICATION_LIMITS } from './model';
import { readAccess } from './read-access';
import { countTargets, insertTarget } from './store';
import { auditOf } from './target-audit';

/** Makes a target. Only who may change the system may let it be on a private network. */
export async function createTarget(ctx: Context, input: unknown): Promise<{ id: number }> {
  requirePermission(ctx, 'notification', 'write');
  const { name, enabled, allowPrivate, settings, channel, config, secret } = parseInput(createTargetInput, input);
  if (allowPrivate) requirePermission(ctx, 'system', 'write');
  const access = readAccess(channel, config, secret);
  return tenantTx(ctx.tenantId, async (tx) => {
    if ((await countTargets(tx, ctx.tenantId)) >= NOTIFICATION_LIMITS.targets) throw new AppError('conflict', `There are ${NOTIFICATION_LIMITS.targets} targets already. Remove one first.`);
    const data = { name, enabled, allowPrivate, settings, access }, id = await insertTarget(tx, ctx.tenantId, data, ctx.clock.now());
    await writeAudit(tx, ctx, { action: 'notification_target.created', objectKind: 'notification_target', objectId: String(id), after: auditOf(data) });
    return { id };
  });
}
