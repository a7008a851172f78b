import 'server-only';
import type { RecordAddress } from '../platform/ids';
import type { Tx } from '../platform/tx';

export interface StoredSegment { firstOrdinal: number; rows: number; layout: Uint8Array; columns: Uint8Array }

const STORED = { firstOrdinal: true, rows: true, layout: true, columns: true } as const;

/** The segment that holds a record, if there is one so far. */
export async function findSegment(tx: Tx, tenantId: number, { receivedDay, chunkId, ordinal }: RecordAddress): Promise<StoredSegment | undefined> {
  // An ordinal of a well-formed uuid may be larger than any that the database can be asked for.
  if (ordinal > 0x7fff_ffff) return undefined;
  const where = { tenantId, receivedDay: new Date(`${receivedDay}T00:00:00Z`), chunkId, firstOrdinal: { lte: ordinal } };
  return (await tx.activitySegment.findFirst({ where, orderBy: { firstOrdinal: 'desc' }, select: STORED })) ?? undefined;
}

/** The first segment of each of a source's newest chunks. */
export async function findNewestSegments(tx: Tx, tenantId: number, sourceId: number, chunks: number): Promise<StoredSegment[]> {
  const newest = await tx.chunk.findMany({
    where: { tenantId, sourceId, stored: { gt: 0 } }, orderBy: { receivedAt: 'desc' }, take: chunks, select: { receivedDay: true, id: true },
  });
  if (newest.length === 0) return [];
  return tx.activitySegment.findMany({
    where: { tenantId, firstOrdinal: 0, OR: newest.map(({ receivedDay, id }) => ({ receivedDay, chunkId: id })) }, select: STORED,
  });
}
