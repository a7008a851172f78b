import 'server-only';
import { getActivity } from '../activities/get-activity';
import { utcDay } from '../platform/clock';
import { requirePermission, type Context } from '../platform/context';
import { recordUuid } from '../platform/ids';
import { tenantTx } from '../platform/tx';
import type { FirstRecord } from './model';

/** The first record that a source delivered, as it was understood; undefined while it waits. */
export async function firstRecord(ctx: Context, sourceId: number): Promise<FirstRecord | undefined> {
  requirePermission(ctx, 'source', 'read');
  const { tenantId } = ctx;
  const chunk = await tenantTx(tenantId, (tx) => tx.chunk.findFirst({
    where: { tenantId, sourceId, stored: { gt: 0 } }, orderBy: { receivedAt: 'asc' }, select: { receivedDay: true, id: true, receivedAt: true },
  }));
  if (!chunk) return undefined;
  const uuid = recordUuid({ receivedDay: utcDay(chunk.receivedDay), chunkId: chunk.id, ordinal: 0 });
  const activity = await getActivity(ctx, uuid);
  if (!activity) return undefined;
  const { family, kind, observedAt, endpointName, accountName } = activity;
  return {
    uuid, family, kind, endpointName: endpointName ?? null, accountName: accountName ?? null,
    receivedAt: chunk.receivedAt.toISOString(), observedAt: new Date(observedAt).toISOString(),
  };
}
