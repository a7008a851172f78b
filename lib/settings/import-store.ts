import 'server-only';
import type { Tx } from '../platform/tx';
import type { FileImportRow } from './model';

const WITH_SOURCE = { source: { select: { name: true } } } as const;

interface Stored {
  id: number; sourceId: number; name: string; bytes: bigint; position: bigint; received: bigint; stored: bigint; rejected: bigint; state: string; updatedAt: Date; source: { name: string };
}

function rowOf({ id, sourceId, name, bytes, position, received, stored, rejected, state, updatedAt, source }: Stored): FileImportRow {
  return {
    id, sourceId, sourceName: source.name, name, bytes: Number(bytes), position: Number(position), received: Number(received), stored: Number(stored),
    rejected: Number(rejected), state, updatedAt: updatedAt.toISOString(),
  };
}

export async function findImport(tx: Tx, tenantId: number, id: number): Promise<FileImportRow | null> {
  const row = await tx.fileImport.findUnique({ where: { tenantId_id: { tenantId, id } }, include: WITH_SOURCE });
  return row && rowOf(row);
}

export async function listImportRows(tx: Tx, tenantId: number, take: number): Promise<FileImportRow[]> {
  return (await tx.fileImport.findMany({ where: { tenantId }, orderBy: { updatedAt: 'desc' }, take, include: WITH_SOURCE })).map(rowOf);
}

interface NewImport { sourceId: number; fingerprint: Uint8Array<ArrayBuffer>; name: string; bytes: number; createdBy: string; at: Date }

/** The import of this file into this source: the one that is there already, or a new one. */
export async function insertOrFindImport(tx: Tx, tenantId: number, { sourceId, fingerprint, name, bytes, createdBy, at }: NewImport): Promise<{ row: FileImportRow; isNew: boolean }> {
  const where = { tenantId_sourceId_fingerprint: { tenantId, sourceId, fingerprint } };
  const before = await tx.fileImport.findUnique({ where, include: WITH_SOURCE });
  if (before) return { row: rowOf(before), isNew: false };
  const made = await tx.fileImport.create({ data: { tenantId, sourceId, fingerprint, name, bytes, createdBy, createdAt: at, updatedAt: at }, include: WITH_SOURCE });
  return { row: rowOf(made), isNew: true };
}

export async function setImportState(tx: Tx, tenantId: number, id: number, state: string, at: Date): Promise<void> {
  await tx.fileImport.update({ where: { tenantId_id: { tenantId, id } }, data: { state, updatedAt: at } });
}

/** Counts a part once: only the request that finds the import where the part begins moves it on. */
export async function advanceImport(tx: Tx, tenantId: number, id: number, part: { from: number; to: number; received: number; stored: number; rejected: number; at: Date }): Promise<void> {
  await tx.fileImport.updateMany({
    where: { tenantId, id, position: part.from },
    data: { position: part.to, received: { increment: part.received }, stored: { increment: part.stored }, rejected: { increment: part.rejected }, updatedAt: part.at },
  });
}
