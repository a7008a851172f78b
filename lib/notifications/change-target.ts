import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { changeTargetInput, type Access } from './model';
import { readAccess } from './read-access';
import { accessOf, requireTarget, writeTarget, type StoredTarget } from './store';
import { auditOf } from './target-audit';

/**
 * Changes a target; without `secret` its keys stay. Keys go only where they went before: another server needs them again, and a target that may be on
 * a private network is pointed elsewhere only by who may allow that.
 */
export async function changeTarget(ctx: Context, id: number, input: unknown): Promise<{ version: number }> {
  requirePermission(ctx, 'notification', 'write');
  const { name, enabled, allowPrivate, settings, config, secret, version } = parseInput(changeTargetInput, input);
  return tenantTx(ctx.tenantId, async (tx) => {
    const before = await requireTarget(tx, ctx.tenantId, id), access = accessAfter(ctx.tenantId, before, config, secret);
    const moved = secret !== undefined || JSON.stringify(access.config) !== JSON.stringify(before.config);
    if (allowPrivate && (!before.allowPrivate || moved)) requirePermission(ctx, 'system', 'write');
    const data = { name, enabled, allowPrivate, settings, access };
    if (!(await writeTarget(tx, ctx.tenantId, id, version, data, ctx.clock.now()))) throw new AppError('condition_not_met', 'The target has changed since you read it.');
    await writeAudit(tx, ctx, {
      action: 'notification_target.changed', objectKind: 'notification_target', objectId: String(id), before: auditOf({ ...before, access: { ...access, config: before.config } as Access }),
      after: { ...auditOf(data), newKeys: secret !== undefined },
    });
    return { version: version + 1 };
  });
}

/** What a stored password or token is sent to. */
const serverOf = (config: object): string => JSON.stringify(['server' in config ? config.server : null, 'host' in config ? config.host : null, 'port' in config ? config.port : null]);

function accessAfter(tenantId: number, before: StoredTarget, config: unknown, secret: unknown): Access {
  const access = readAccess(before.channel, config, secret ?? accessOf(tenantId, before).secret);
  if (secret === undefined && serverOf(access.config) !== serverOf(before.config)) throw new AppError('bad_request', 'secret: is needed again for another server', { fields: { secret: 'is needed again for another server' } });
  return access;
}
