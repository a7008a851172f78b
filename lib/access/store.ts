import 'server-only';
import type { ApiKey } from '../platform/generated/prisma/client';
import type { Role } from '../platform/permissions';
import type { Tx } from '../platform/tx';
import type { ApiKeyView } from './model';
import type { NewToken } from './tokens';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export function viewOf(row: ApiKey): ApiKeyView {
  return {
    id: row.id, name: row.name, role: row.role, prefix: row.prefix, createdAt: row.createdAt.toISOString(),
    expiresAt: iso(row.expiresAt), revokedAt: iso(row.revokedAt), lastUsedAt: iso(row.lastUsedAt),
  };
}

export async function insertApiKey(tx: Tx, tenantId: number, key: { name: string; role: Role; token: NewToken; createdAt: Date; expiresAt: Date | null }): Promise<ApiKey> {
  const { token: { hash, prefix }, ...rest } = key;
  return tx.apiKey.create({ data: { tenantId, hash: Uint8Array.from(hash), prefix, ...rest } });
}

/** Newest first. */
export async function findApiKeys(tx: Tx, tenantId: number): Promise<ApiKey[]> {
  return tx.apiKey.findMany({ where: { tenantId }, orderBy: { id: 'desc' } });
}

export async function findApiKeyByHash(tx: Tx, tenantId: number, hash: Buffer): Promise<ApiKey | null> {
  return tx.apiKey.findUnique({ where: { tenantId_hash: { tenantId, hash: Uint8Array.from(hash) } } });
}

export async function findApiKey(tx: Tx, tenantId: number, id: number): Promise<ApiKey | null> {
  return tx.apiKey.findUnique({ where: { tenantId_id: { tenantId, id } } });
}

/** True when this call revoked it. */
export async function markRevoked(tx: Tx, tenantId: number, id: number, at: Date): Promise<boolean> {
  return (await tx.apiKey.updateMany({ where: { tenantId, id, revokedAt: null }, data: { revokedAt: at } })).count === 1;
}

export async function markUsed(tx: Tx, tenantId: number, id: number, at: Date, notSince: Date): Promise<void> {
  await tx.apiKey.updateMany({ where: { tenantId, id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: notSince } }] }, data: { lastUsedAt: at } });
}
