import 'server-only';
import type { Tx } from '../platform/tx';
import { Prisma } from '../platform/generated/prisma/client';
import type { Decided } from './apply-change';
import type { AlertFilter } from './model';
import { alertConditions } from './store';

const COLUMNS = Prisma.sql`a.id, a.status, a.finding, a.owner_id AS "ownerId", a.version, a.first_investigated_at AS "firstInvestigatedAt", a.closed_at AS "closedAt"`;

/** Locked until the end of the transaction, in the order of ids, so that two such changes never wait for each other in a circle. */
export async function findDecidedByIds(tx: Tx, tenantId: number, ids: readonly string[]): Promise<Decided[]> {
  return tx.$queryRaw<Decided[]>`SELECT ${COLUMNS} FROM alert a WHERE a.tenant_id = ${tenantId} AND a.merged_into IS NULL AND a.id = ANY(${[...ids]}) ORDER BY a.id FOR UPDATE`;
}

export async function findDecidedByFilter(tx: Tx, tenantId: number, filter: AlertFilter, max: number): Promise<Decided[]> {
  return tx.$queryRaw<Decided[]>`SELECT ${COLUMNS} FROM alert a WHERE ${alertConditions(tenantId, filter)} ORDER BY a.id LIMIT ${max} FOR UPDATE`;
}
