import 'server-only';
import { systemClock } from '../platform/clock';
import { prisma } from '../platform/db';
import { tenantTx } from '../platform/tx';
import { REPLAY_WINDOW_MS } from './limits';

/** Forgets the answers that no replay may ask for any more. A job's verb: it acts for every tenant. */
export async function pruneAcceptedBatches(now: Date = systemClock.now()): Promise<void> {
  const before = new Date(now.getTime() - REPLAY_WINDOW_MS);
  const tenants = await prisma().tenant.findMany({ select: { id: true } });
  for (const { id } of tenants) await tenantTx(id, (tx) => tx.acceptedBatch.deleteMany({ where: { tenantId: id, receivedAt: { lt: before } } }));
}
