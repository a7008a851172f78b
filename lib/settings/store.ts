import 'server-only';
import type { NewToken } from '../access/tokens';
import type { Tx } from '../platform/tx';
import type { SourceProduct } from './model';

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
