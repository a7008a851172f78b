import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';
import { orBusy } from './database-gone';
import type { IngestStatus } from './model';

/** How far correlation is behind what was acknowledged. A source may ask for its tenant's. */
export async function getIngestStatus(ctx: Context): Promise<IngestStatus> {
  if (ctx.actor.kind !== 'source') requirePermission(ctx, 'source', 'read');
  const { tenantId } = ctx;
  return orBusy(() => tenantTx(tenantId, async (tx) => {
    // The correlated sequence is read first: what is stored in between only makes `pending` larger, never negative.
    const correlated = await tx.correlationCursor.findUnique({ where: { tenantId }, select: { lastSequence: true } });
    const stored = await tx.ingestCursor.findUnique({ where: { tenantId }, select: { lastSequence: true } });
    const correlatedSequence = Number(correlated?.lastSequence ?? 0n);
    const storedSequence = Number(stored?.lastSequence ?? 0n);
    const oldest = storedSequence <= correlatedSequence ? null : await tx.chunk.findFirst({
      where: { tenantId, sequence: { gt: BigInt(correlatedSequence) } }, orderBy: { sequence: 'asc' }, select: { receivedAt: true },
    });
    const lagMs = oldest ? ctx.clock.now().getTime() - oldest.receivedAt.getTime() : 0;
    return { storedSequence, correlatedSequence, pending: Math.max(0, storedSequence - correlatedSequence), lagSeconds: Math.max(0, Math.round(lagMs / 1000)) };
  }));
}
