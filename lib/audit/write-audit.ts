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

/** Last beat of every verb that changes something: in the same transaction, so that there is no change without its entry. Several entries are one statement. */
export async function writeAudit(tx: Tx, ctx: Context, ...entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length > 0) await tx.audit.createMany({ data: entries.map((entry) => rowOf(ctx, entry)) });
}

function rowOf(ctx: Context, { action, objectKind, objectId, before, after }: AuditEntry): Prisma.AuditCreateManyInput {
  const { actor } = ctx;
  return {
    tenantId: ctx.tenantId, at: ctx.clock.now(), actorKind: actor.kind, actorId: 'id' in actor ? String(actor.id) : null, actorName: actor.name, action, objectKind,
    objectId: objectId ?? null, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }), requestId: ctx.requestId, address: ctx.address ?? null,
  };
}
