import 'server-only';
import type { NewToken } from '../access/tokens';
import type { Tx } from '../platform/tx';
import type { SourceArrivals, SourceProduct } from './model';

export interface SourceRow { id: number; name: string; product: string }

export async function insertSource(tx: Tx, tenantId: number, source: { name: string; product: SourceProduct; createdAt: Date }): Promise<SourceRow> {
  return tx.source.create({ data: { tenantId, ...source }, select: { id: true, name: true, product: true } });
}

export async function findSource(tx: Tx, tenantId: number, id: number): Promise<SourceRow | null> {
  return tx.source.findUnique({ where: { tenantId_id: { tenantId, id } }, select: { id: true, name: true, product: true } });
}

export async function insertIngestToken(tx: Tx, tenantId: number, sourceId: number, token: NewToken, createdAt: Date): Promise<void> {
  await tx.ingestToken.create({ data: { tenantId, sourceId, hash: Uint8Array.from(token.hash), prefix: token.prefix, createdAt } });
}

/** Refuses every earlier token of the source from now on; how many there were. */
export async function revokeIngestTokens(tx: Tx, tenantId: number, sourceId: number, at: Date): Promise<number> {
  return (await tx.ingestToken.updateMany({ where: { tenantId, sourceId, revokedAt: null }, data: { revokedAt: at } })).count;
}

/** Chunks whose records are looked into, newest first. */
const CHUNKS_LOOKED_INTO = 3;
const KINDS_MAX = 12;

export async function findArrivals(tx: Tx, tenantId: number, sourceId: number): Promise<SourceArrivals> {
  const sums = await tx.chunk.aggregate({ where: { tenantId, sourceId }, _sum: { received: true, rejected: true }, _max: { receivedAt: true } });
  const kinds = await tx.$queryRaw<SourceArrivals['kinds']>`
    WITH newest AS (SELECT received_day, id FROM chunk WHERE tenant_id = ${tenantId} AND source_id = ${sourceId} ORDER BY received_at DESC LIMIT ${CHUNKS_LOOKED_INTO})
    SELECT a.family, a.kind, count(*)::int AS count
    FROM newest n JOIN activity a ON a.tenant_id = ${tenantId} AND a.received_day = n.received_day AND a.chunk_id = n.id
    GROUP BY a.family, a.kind ORDER BY count DESC, a.family, a.kind LIMIT ${KINDS_MAX}`;
  return { received: sums._sum.received ?? 0, rejected: sums._sum.rejected ?? 0, lastSeen: sums._max.receivedAt?.toISOString() ?? null, kinds };
}
