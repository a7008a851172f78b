import 'server-only';
import { randomUUID } from 'node:crypto';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';
import { isEditable } from './model';
import { planDelivery } from './plan-delivery';
import { countUnderWay, findDueRows, findMessages, holdRows, lockTarget, takeRows, type OutboxRow, type StoredMessage } from './outbox-store';
import { requireTarget, type StoredTarget } from './store';

/** Longer than any try can last: after it a worker is taken for dead. */
export const LEASE_MS = 90_000;
const ROWS_MAX = 200;
const HOUR_MS = 3_600_000;

/** One message to send, in this worker's hands until its lease ends. */
export interface Claim { target: StoredTarget; rows: OutboxRow[]; digest: boolean; known: ReadonlyMap<string, StoredMessage>; delivery: string }

/** Plans for one target and takes what is to be told next; undefined when nothing is. Commits before anything is sent: a try that began is on record. */
export async function claimDelivery(ctx: Context, targetId: number): Promise<Claim | undefined> {
  requirePermission(ctx, 'notification', 'read');
  const { tenantId } = ctx, now = ctx.clock.now();
  return tenantTx(tenantId, async (tx) => {
    if (!(await lockTarget(tx, tenantId, targetId, now))) return undefined;
    const target = await requireTarget(tx, tenantId, targetId), due = await findDueRows(tx, tenantId, targetId, now, ROWS_MAX);
    const known = await findMessages(tx, tenantId, targetId, due.map(({ subject }) => subject));
    const { holds, send } = planDelivery({
      settings: target.settings, editable: isEditable(target.channel), rows: due, known, underWay: await countUnderWay(tx, tenantId, targetId), now,
      recentPosts: target.recentPosts.filter((at) => at.getTime() > now.getTime() - HOUR_MS),
    });
    await holdRows(tx, tenantId, holds);
    if (!send) return undefined;
    const ids = new Set(send.rows.map(({ id }) => id)), rows = due.filter(({ id }) => ids.has(id)), delivery = send.rows[0]?.delivery ?? randomUUID();
    await takeRows(tx, tenantId, [...ids], delivery, new Date(now.getTime() + LEASE_MS));
    return { target, rows, digest: send.digest, known, delivery };
  });
}
