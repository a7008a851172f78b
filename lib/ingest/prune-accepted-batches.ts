import 'server-only';
import { systemClock } from '../platform/clock';
import { prisma } from '../platform/db';
import { tenantTx } from '../platform/tx';
import { HEC_CHANNEL_KEPT_MS } from './hec-channel-store';
import { REPLAY_WINDOW_MS } from './limits';

/** Documents with ids of an hour may be millions. */
const DELETE_TIMEOUT_MS = 300_000;

/** Forgets the answers and the documents' ids that no replay may ask for any more, and channels out of use. A job's verb: it acts for every tenant. */
export async function pruneAcceptedBatches(now: Date = systemClock.now()): Promise<void> {
  const before = new Date(now.getTime() - REPLAY_WINDOW_MS);
  const unusedSince = new Date(now.getTime() - HEC_CHANNEL_KEPT_MS);
  const tenants = await prisma().tenant.findMany({ select: { id: true } });
  for (const { id: tenantId } of tenants) {
    await tenantTx(tenantId, (tx) => tx.acceptedBatch.deleteMany({ where: { tenantId, receivedAt: { lt: before } } }));
    await tenantTx(tenantId, (tx) => tx.sentDocument.deleteMany({ where: { tenantId, receivedAt: { lt: before } } }), DELETE_TIMEOUT_MS);
    await tenantTx(tenantId, (tx) => tx.hecChannel.deleteMany({ where: { tenantId, usedAt: { lt: unusedSince } } }));
  }
}
