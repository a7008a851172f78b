import 'server-only';
import type { Tx } from '../platform/tx';

export interface StoredSearch { id: number; ownerId: number; ownerName: string; name: string; search: string; shared: boolean; updatedAt: Date }

const SHOWN_MAX = 1_000;

/** The person's own and the shared ones, by name. */
export async function findSearches(tx: Tx, tenantId: number, ownerId: number): Promise<StoredSearch[]> {
  return tx.savedSearch.findMany({ where: { tenantId, OR: [{ ownerId }, { shared: true }] }, orderBy: [{ name: 'asc' }, { id: 'asc' }], take: SHOWN_MAX });
}

export async function findSearch(tx: Tx, tenantId: number, id: number): Promise<StoredSearch | null> {
  return tx.savedSearch.findUnique({ where: { tenantId_id: { tenantId, id } } });
}

export async function findSearchNamed(tx: Tx, tenantId: number, ownerId: number, name: string): Promise<StoredSearch | null> {
  return tx.savedSearch.findUnique({ where: { tenantId_ownerId_name: { tenantId, ownerId, name } } });
}

export async function countSearches(tx: Tx, tenantId: number, ownerId: number): Promise<number> {
  return tx.savedSearch.count({ where: { tenantId, ownerId } });
}

export async function insertSearch(tx: Tx, tenantId: number, search: Omit<StoredSearch, 'id'>): Promise<StoredSearch> {
  return tx.savedSearch.create({ data: { tenantId, ...search } });
}

export async function updateSearch(tx: Tx, tenantId: number, id: number, change: Pick<StoredSearch, 'name' | 'search' | 'shared' | 'updatedAt'>): Promise<StoredSearch> {
  return tx.savedSearch.update({ where: { tenantId_id: { tenantId, id } }, data: change });
}

export async function removeSearch(tx: Tx, tenantId: number, id: number): Promise<void> {
  await tx.savedSearch.delete({ where: { tenantId_id: { tenantId, id } } });
}
