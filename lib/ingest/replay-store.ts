import 'server-only';
import type { Tx } from '../platform/tx';

/** Where a reject lies, and how its chunk was read. */
export interface RejectPlace { receivedDay: string; chunkId: bigint; index: number; startByte: number; endByte: number; format: string; receivedAt: Date }

export interface RejectAfter { receivedDay: string; chunkId: bigint; index: number }

/** The next rejects of a source that nobody has claimed, the oldest first, all of one chunk format. */
export async function findOpenRejects(tx: Tx, tenantId: number, sourceId: number, after: RejectAfter, limit: number): Promise<RejectPlace[]> {
  return tx.$queryRaw<RejectPlace[]>`
    SELECT to_char(r.received_day, 'YYYY-MM-DD') AS "receivedDay", r.chunk_id AS "chunkId", r.index, r.start_byte AS "startByte", r.end_byte AS "endByte", c.format, r.received_at AS "receivedAt"
    FROM reject r JOIN chunk c ON c.tenant_id = r.tenant_id AND c.received_day = r.received_day AND c.id = r.chunk_id
    WHERE r.tenant_id = ${tenantId} AND r.source_id = ${sourceId} AND (r.received_day, r.chunk_id, r.index) > (${after.receivedDay}::date, ${after.chunkId}, ${after.index})
      AND NOT EXISTS (SELECT FROM reject_replay p WHERE p.tenant_id = r.tenant_id AND p.received_day = r.received_day AND p.chunk_id = r.chunk_id AND p.index = r.index)
    ORDER BY r.received_day, r.chunk_id, r.index LIMIT ${limit}`;
}

/** Claims rejects for one replay; false when somebody else was faster with one of them, and then none is claimed. */
export async function claimRejects(tx: Tx, tenantId: number, claim: { sourceId: number; replayId: string; format: string; at: Date }, places: readonly RejectPlace[]): Promise<boolean> {
  const { sourceId, replayId, format, at } = claim;
  const made = await tx.rejectReplay.createMany({
    data: places.map(({ receivedDay, chunkId, index }) => ({ tenantId, receivedDay: new Date(`${receivedDay}T00:00:00Z`), chunkId, index, sourceId, replayId, format, claimedAt: at })),
    skipDuplicates: true,
  });
  if (made.count === places.length) return true;
  await tx.rejectReplay.deleteMany({ where: { tenantId, replayId } });
  return false;
}

/** A replay that was claimed and never finished: its process ended in between. */
export async function findUnfinished(tx: Tx, tenantId: number, sourceId: number, claimedBefore: Date): Promise<{ replayId: string; format: string; claimedAt: Date } | null> {
  return tx.rejectReplay.findFirst({ where: { tenantId, sourceId, replayedAt: null, claimedAt: { lt: claimedBefore } }, orderBy: { claimedAt: 'asc' }, select: { replayId: true, format: true, claimedAt: true } });
}

/** The rejects of one replay in the order in which its body holds them. */
export async function findClaimed(tx: Tx, tenantId: number, replayId: string): Promise<RejectPlace[]> {
  return tx.$queryRaw<RejectPlace[]>`
    SELECT to_char(r.received_day, 'YYYY-MM-DD') AS "receivedDay", r.chunk_id AS "chunkId", r.index, r.start_byte AS "startByte", r.end_byte AS "endByte", p.format, r.received_at AS "receivedAt"
    FROM reject_replay p JOIN reject r ON r.tenant_id = p.tenant_id AND r.received_day = p.received_day AND r.chunk_id = p.chunk_id AND r.index = p.index
    WHERE p.tenant_id = ${tenantId} AND p.replay_id = ${replayId} ORDER BY r.received_day, r.chunk_id, r.index`;
}

export async function finishReplay(tx: Tx, tenantId: number, replayId: string, at: Date, chunk: string): Promise<void> {
  await tx.rejectReplay.updateMany({ where: { tenantId, replayId }, data: { replayedAt: at, chunk } });
}
