import 'server-only';
import type { NewToken } from '../access/tokens';
import type { Prisma } from '../platform/generated/prisma/client';
import type { Tx } from '../platform/tx';
import type { SourceArrivals, SourceProduct, SourceSettings } from './model';

export interface SourceRow { id: number; name: string; product: string }

interface NewRow { name: string; product: SourceProduct; createdAt: Date; expectedEverySeconds: number | null }

export async function insertSource(tx: Tx, tenantId: number, source: NewRow): Promise<SourceRow> {
  return tx.source.create({ data: { tenantId, ...source }, select: { id: true, name: true, product: true } });
}

/** A source that is still in use. */
export async function findSource(tx: Tx, tenantId: number, id: number): Promise<SourceRow | null> {
  return tx.source.findUnique({ where: { tenantId_id: { tenantId, id }, retiredAt: null }, select: { id: true, name: true, product: true } });
}

/** A source that is in use or was: what it sent can still be read. */
export async function findAnySource(tx: Tx, tenantId: number, id: number): Promise<SourceRow | null> {
  return tx.source.findUnique({ where: { tenantId_id: { tenantId, id } }, select: { id: true, name: true, product: true } });
}

export async function findSettings(tx: Tx, tenantId: number, id: number, now: Date): Promise<SourceSettings | null> {
  const row = await tx.source.findUnique({ where: { tenantId_id: { tenantId, id } }, include: { tokens: { where: { revokedAt: null }, orderBy: { id: 'desc' } } } });
  if (!row) return null;
  const { name, product, expectedEverySeconds, zoneOffsetMinutes, clockSkewSeconds } = row;
  return {
    id, name, product, expectedEverySeconds, zoneOffsetMinutes, clockSkewSeconds, createdAt: row.createdAt.toISOString(),
    pausedAt: row.pausedAt?.toISOString() ?? null, silentSince: row.silentSince?.toISOString() ?? null, retiredAt: row.retiredAt?.toISOString() ?? null,
    tokens: row.tokens.filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
      .map(({ prefix, createdAt, expiresAt }) => ({ prefix, createdAt: createdAt.toISOString(), expiresAt: expiresAt?.toISOString() ?? null })),
  };
}

export async function writeSource(tx: Tx, tenantId: number, id: number, data: Prisma.SourceUpdateInput): Promise<void> {
  await tx.source.update({ where: { tenantId_id: { tenantId, id } }, data });
}

export async function insertIngestToken(tx: Tx, tenantId: number, sourceId: number, token: NewToken, createdAt: Date): Promise<void> {
  await tx.ingestToken.create({ data: { tenantId, sourceId, hash: Uint8Array.from(token.hash), prefix: token.prefix, createdAt } });
}

/** Refuses every earlier token of the source from now on; how many there were. */
export async function revokeIngestTokens(tx: Tx, tenantId: number, sourceId: number, at: Date): Promise<number> {
  return (await tx.ingestToken.updateMany({ where: { tenantId, sourceId, revokedAt: null }, data: { revokedAt: at } })).count;
}

/** Lets every token of the source end at `at`, unless it ends before; how many there were. */
export async function expireIngestTokens(tx: Tx, tenantId: number, sourceId: number, at: Date): Promise<number> {
  return (await tx.ingestToken.updateMany({ where: { tenantId, sourceId, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: at } }] }, data: { expiresAt: at } })).count;
}

export async function findArrivals(tx: Tx, tenantId: number, sourceId: number): Promise<Pick<SourceArrivals, 'received' | 'rejected' | 'lastSeen'>> {
  const sums = await tx.sourceHour.aggregate({ where: { tenantId, sourceId }, _sum: { received: true, rejected: true }, _max: { lastSeen: true } });
  return { received: Number(sums._sum.received ?? 0), rejected: Number(sums._sum.rejected ?? 0), lastSeen: sums._max.lastSeen?.toISOString() ?? null };
}

export interface ExpectedSource { id: number; name: string; expectedEverySeconds: number; silentSince: Date | null; heardAt: Date }

/** Sources from which something is expected, and when something came last: a record, or the source itself. */
export async function findExpected(tx: Tx, tenantId: number): Promise<ExpectedSource[]> {
  return tx.$queryRaw<ExpectedSource[]>`
    SELECT s.id, s.name, s.expected_every_seconds AS "expectedEverySeconds", s.silent_since AS "silentSince", greatest(s.created_at, max(h.last_seen)) AS "heardAt"
    FROM source s LEFT JOIN source_hour h ON h.tenant_id = s.tenant_id AND h.source_id = s.id
    WHERE s.tenant_id = ${tenantId} AND s.expected_every_seconds IS NOT NULL AND s.paused_at IS NULL AND s.retired_at IS NULL
    GROUP BY s.tenant_id, s.id ORDER BY s.id`;
}
