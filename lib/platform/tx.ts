import 'server-only';
import { prisma } from './db';
import type { Prisma } from './generated/prisma/client';

export type Tx = Prisma.TransactionClient;

/**
 * Runs `work` in one transaction that sees one tenant's rows only: row-level security reads `yagura.tenant_id`, which lasts until commit.
 * Every read and write of customer tables goes through here.
 */
export async function tenantTx<T>(tenantId: number, work: (tx: Tx) => Promise<T>, timeoutMs = 15_000): Promise<T> {
  return prisma().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT set_config('yagura.tenant_id', ${String(tenantId)}, true)`;
    return work(tx);
  }, { timeout: timeoutMs, maxWait: 10_000 });
}
