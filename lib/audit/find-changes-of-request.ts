import 'server-only';
import type { Context } from '../platform/context';
import type { Tx } from '../platform/tx';

export interface AuditedChange { objectId: string; before: unknown; after: unknown }

/** What one request of the same actor changed, as the audit trail has it; the oldest first. */
export async function findChangesOfRequest(tx: Tx, { tenantId, actor }: Context, { requestId, action, since }: { requestId: string; action: string; since: Date }): Promise<AuditedChange[]> {
  const rows = await tx.audit.findMany({
    where: { tenantId, requestId, action, at: { gte: since }, actorKind: actor.kind, actorId: 'id' in actor ? String(actor.id) : null },
    orderBy: { id: 'asc' }, select: { objectId: true, before: true, after: true },
  });
  return rows.flatMap(({ objectId, before, after }) => (objectId === null ? [] : [{ objectId, before, after }]));
}
