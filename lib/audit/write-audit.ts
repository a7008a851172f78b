import 'server-only';
import type { Context } from '../platform/context';
import type { Prisma } from '../platform/generated/prisma/client';
import type { Tx } from '../platform/tx';

export interface AuditEntry {
  /** `<object>.<verb in the past>`, e.g. `alert.closed`. */
  action: string;
  objectKind: string;
  objectId?: string;
  before?: Prisma.InputJsonValue;
  after?: Prisma.InputJsonValue;
}

/** Last beat of every verb that changes something: in the same transaction, so that there is no change without its entry. */
export async function writeAudit(tx: Tx, ctx: Context, entry: AuditEntry): Promise<void> {
  const { actor } = ctx;
  await tx.audit.create({
    data: {
      tenantId: ctx.tenantId, at: ctx.clock.now(), actorKind: actor.kind, actorId: 'id' in actor ? String(actor.id) : null, actorName: actor.name,
      action: entry.action, objectKind: entry.objectKind, objectId: entry.objectId ?? null,
      ...(entry.before === undefined ? {} : { before: entry.before }), ...(entry.after === undefined ? {} : { after: entry.after }),
      requestId: ctx.requestId, address: ctx.address ?? null,
    },
  });
}
