import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { recordUuid } from '../platform/ids';
import { tenantTx } from '../platform/tx';
import type { FirstRecord } from './model';

/** The first record that a source delivered, as it was understood; undefined while it waits. */
export async function firstRecord(ctx: Context, sourceId: number): Promise<FirstRecord | undefined> {
  requirePermission(ctx, 'source', 'read');
  const { tenantId } = ctx;
  return tenantTx(tenantId, async (tx) => {
    const chunk = await tx.chunk.findFirst({ where: { tenantId, sourceId, stored: { gt: 0 } }, orderBy: { receivedAt: 'asc' }, select: { receivedDay: true, id: true, receivedAt: true } });
    const record = chunk && (await tx.activity.findUnique({
      where: { tenantId_receivedDay_chunkId_ordinal: { tenantId, receivedDay: chunk.receivedDay, chunkId: chunk.id, ordinal: 0 } },
      select: { observedAt: true, family: true, kind: true, endpointName: true, accountName: true },
    }));
    if (!chunk || !record) return undefined;
    const uuid = recordUuid({ receivedDay: chunk.receivedDay.toISOString().slice(0, 10), chunkId: chunk.id, ordinal: 0 });
    return { ...record, uuid, receivedAt: chunk.receivedAt.toISOString(), observedAt: record.observedAt.toISOString() };
  });
}
