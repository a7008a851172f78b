import 'server-only';
import type { Tx } from '../platform/tx';
import type { CheckCounts, TeamCheck } from './model';

interface NewCheck { userId: number; userName: string; checkedAt: Date; since: Date; note: string; counts: CheckCounts }

export async function insertCheck(tx: Tx, tenantId: number, check: NewCheck): Promise<number> {
  const { id } = await tx.teamCheck.create({ data: { tenantId, ...check, counts: { ...check.counts } } });
  return id;
}

export async function findChecks(tx: Tx, tenantId: number, options: { max: number; userId?: number; beforeId?: number }): Promise<TeamCheck[]> {
  const rows = await tx.teamCheck.findMany({
    where: { tenantId, ...(options.userId === undefined ? {} : { userId: options.userId }), ...(options.beforeId === undefined ? {} : { id: { lt: options.beforeId } }) },
    orderBy: { id: 'desc' }, take: options.max,
  });
  return rows.map(({ id, userId, userName, checkedAt, since, note, counts }) => ({
    id, userId, userName, checkedAt: checkedAt.toISOString(), since: since.toISOString(), note, counts: counts as unknown as CheckCounts,
  }));
}
