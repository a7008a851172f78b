import 'server-only';
import type { Tx } from '../platform/tx';

interface DeadRow { id: bigint; targetId: number; subject: string; events: string[] }

export async function findDead(tx: Tx, tenantId: number, ids: readonly bigint[] | 'all', max: number): Promise<DeadRow[]> {
  return tx.notificationOutbox.findMany({
    where: { tenantId, state: 'dead', ...(ids === 'all' ? {} : { id: { in: [...ids] } }) }, select: { id: true, targetId: true, subject: true, events: true }, orderBy: { id: 'asc' }, take: max,
  });
}

/** Lets a row that was put aside wait once more. When its subject has another row by now, its events join that one. */
export async function reviveRow(tx: Tx, tenantId: number, { id, targetId, subject, events }: DeadRow, now: Date): Promise<void> {
  const joined = await tx.$executeRaw`
    UPDATE notification_outbox o SET events = o.events || ARRAY(SELECT e FROM unnest(${events}::text[]) AS e WHERE e <> ALL (o.events))
    WHERE tenant_id = ${tenantId} AND target_id = ${targetId} AND subject = ${subject} AND state IN ('waiting', 'sending')`;
  if (joined > 0) await tx.notificationOutbox.delete({ where: { tenantId_id: { tenantId, id } } });
  else await tx.notificationOutbox.update({ where: { tenantId_id: { tenantId, id } }, data: { state: 'waiting', attempts: 0, dueAt: now, finishedAt: null, error: null } });
}

/** Forgets what is old enough; how many rows that were. */
export async function deleteFinished(tx: Tx, tenantId: number, deliveredBefore: Date, deadBefore: Date): Promise<number> {
  const { count } = await tx.notificationOutbox.deleteMany({
    where: { tenantId, OR: [{ state: 'delivered', finishedAt: { lt: deliveredBefore } }, { state: 'dead', finishedAt: { lt: deadBefore } }] },
  });
  return count;
}
