import 'server-only';
import type { Condition, Exception, ExceptionScope } from '../engine/exceptions/types';
import { prisma } from '../platform/db';
import type { Prisma } from '../platform/generated/prisma/client';
import type { Tx } from '../platform/tx';
import type { ExceptionRow, ExceptionState } from './model';

type Stored = NonNullable<Awaited<ReturnType<Tx['exception']['findUnique']>>>;

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

function stateOf(row: Stored, now: Date): ExceptionState {
  if (row.state === 'active' && row.expiresAt <= now) return 'expired';
  return row.state as ExceptionState;
}

function rowOf(row: Stored, now: Date): ExceptionRow {
  const { id, title, reason, alertId, ownerId, ownerName, createdBy, createdByName, approvedByName, endedByName, version } = row;
  return {
    id, title, reason, alertId, ownerId, ownerName, createdBy, createdByName, approvedByName, endedByName, version, state: stateOf(row, now),
    conditions: row.conditions as unknown as Condition[], scope: row.scope as unknown as ExceptionScope, createdAt: row.createdAt.toISOString(), startsAt: iso(row.startsAt),
    expiresAt: row.expiresAt.toISOString(), endedAt: iso(row.endedAt), hits: Number(row.hits), lastHitAt: iso(row.lastHitAt),
  };
}

export async function findExceptions(tx: Tx, tenantId: number, now: Date): Promise<ExceptionRow[]> {
  return (await tx.exception.findMany({ where: { tenantId }, orderBy: { id: 'desc' } })).map((row) => rowOf(row, now));
}

export async function findException(tx: Tx, tenantId: number, id: number, now: Date): Promise<ExceptionRow | undefined> {
  const row = await tx.exception.findUnique({ where: { tenantId_id: { tenantId, id } } });
  return row ? rowOf(row, now) : undefined;
}

export async function countActive(tx: Tx, tenantId: number, now: Date): Promise<number> {
  return tx.exception.count({ where: { tenantId, state: { not: 'ended' }, expiresAt: { gt: now } } });
}

export async function insertException(tx: Tx, data: Prisma.ExceptionUncheckedCreateInput): Promise<number> {
  return (await tx.exception.create({ data })).id;
}

/** False when somebody was faster. */
export async function updateException(tx: Tx, tenantId: number, id: number, version: number, data: Prisma.ExceptionUncheckedUpdateInput): Promise<boolean> {
  const { count } = await tx.exception.updateMany({ where: { tenantId, id, version }, data: { ...data, version: { increment: 1 } } });
  return count > 0;
}

/** What may mute something that is received from now on. */
export async function findInForce(tx: Tx, tenantId: number, now: Date): Promise<Exception[]> {
  const rows = await tx.exception.findMany({ where: { tenantId, state: 'active', expiresAt: { gt: now }, startsAt: { not: null } }, orderBy: { id: 'asc' } });
  return rows.map(({ id, conditions, scope, startsAt, expiresAt }) => ({
    id, conditions: conditions as unknown as Condition[], scope: scope as unknown as ExceptionScope, from: startsAt?.getTime() ?? 0, until: expiresAt.getTime(),
  }));
}

export async function isTwoPerson(tx: Tx, tenantId: number): Promise<boolean> {
  return (await tx.exceptionSetting.findUnique({ where: { tenantId } }))?.twoPerson ?? false;
}

/** In the transaction of every change that matters to muting. */
export async function bumpVersion(tx: Tx, tenantId: number, at: Date): Promise<void> {
  await tx.exceptionSetting.upsert({ where: { tenantId }, create: { tenantId, version: 1, updatedAt: at }, update: { version: { increment: 1 }, updatedAt: at } });
}

export async function writeTwoPerson(tx: Tx, tenantId: number, twoPerson: boolean, at: Date): Promise<void> {
  await tx.exceptionSetting.upsert({ where: { tenantId }, create: { tenantId, twoPerson, updatedAt: at }, update: { twoPerson, updatedAt: at } });
}

/** Without a transaction: one look per batch. */
export async function readVersion(tenantId: number): Promise<bigint> {
  const [row] = await prisma().$queryRaw<{ version: bigint }[]>`SELECT exception_version(${tenantId}) AS version`;
  return row?.version ?? 0n;
}

/** One statement for all exceptions that muted something in a step. */
export async function addHits(tx: Tx, tenantId: number, hits: ReadonlyMap<number, { count: number; lastAt: Date }>): Promise<void> {
  if (hits.size === 0) return;
  const rows = [...hits].map(([id, { count, lastAt }]) => ({ id, count, last_at: lastAt.toISOString() }));
  await tx.$executeRaw`
    UPDATE exception e SET hits = e.hits + h.count, last_hit_at = greatest(e.last_hit_at, h.last_at)
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS h(id int, count bigint, last_at timestamptz)
    WHERE e.tenant_id = ${tenantId} AND e.id = h.id`;
}
